import type { Server } from '@toolgate/core';
import { z } from 'zod';

const annotations = { readOnlyHint: true };
const choices = ['option1', 'option2', 'option3'] as const;

/** SEP-1034: a default in every kind of field. */
const defaults = {
  name: z.string().default('John Doe').describe('Name'),
  age: z.int().default(30).describe('Age in years'),
  score: z.number().default(95.5).describe('Score'),
  status: z.enum(['active', 'inactive', 'pending']).default('active').describe('Status'),
  verified: z.boolean().default(true).describe('Whether it was verified'),
};

const titled = z.union([
  z.literal('value1').meta({ title: 'First Option' }),
  z.literal('value2').meta({ title: 'Second Option' }),
  z.literal('value3').meta({ title: 'Third Option' }),
]);

/** SEP-1330: every kind of choice. */
const enums = {
  untitledSingle: z.enum(choices),
  titledSingle: titled,
  legacyEnum: z.enum(['opt1', 'opt2', 'opt3']).meta({ enumNames: ['Option One', 'Option Two', 'Option Three'] }),
  untitledMulti: z.array(z.enum(choices)),
  titledMulti: z.array(titled),
};

/** Tools that show the user a form with all that a form can have. */
export function addFormTools(server: Server): Server {
  return server
    .tool(
      'test_elicitation_sep1034_defaults',
      { description: 'Asks with defaults', annotations },
      async (_input, call) => {
        const answer = await call.elicit('form', { message: 'Check the defaults.', form: defaults });
        return JSON.stringify(answer);
      },
    )
    .tool('test_elicitation_sep1330_enums', { description: 'Asks with choices', annotations }, async (_input, call) => {
      const answer = await call.elicit('form', { message: 'Choose.', form: enums });
      return JSON.stringify(answer);
    });
}
