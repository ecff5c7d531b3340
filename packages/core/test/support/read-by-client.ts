import { expect } from '@jest/globals';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { elicitationForm, type FormDefinition } from '../../src/protocol/input/elicitation-form.js';

/** The form as a client of the SDK reads it, which drops what the protocol has no word for: nothing may be lost. */
export function readByClient(definition: FormDefinition): unknown {
  const { requestedSchema } = elicitationForm(definition, 'order');
  const text = JSON.stringify({
    method: 'elicitation/create',
    params: { mode: 'form', message: 'Please.', requestedSchema },
  });
  const { params } = ElicitRequestSchema.parse(JSON.parse(text));
  if (!('requestedSchema' in params)) throw new Error('It is no form.');
  expect(params.requestedSchema).toEqual(JSON.parse(text).params.requestedSchema);
  return params.requestedSchema;
}
