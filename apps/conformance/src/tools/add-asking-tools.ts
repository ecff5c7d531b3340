import type { Server } from '@toolgate/core';
import { z } from 'zod';
import { question } from './question.js';

const annotations = { readOnlyHint: true };

/** Tools that ask the client's model or user for one thing. */
export function addAskingTools(server: Server): Server {
  return server
    .tool(
      'test_sampling',
      { description: "Asks the client's model", annotations, input: { prompt: z.string() } },
      async ({ prompt }, call) => {
        const { content } = await call.sample('answer', question(prompt));
        return `The model answers: ${content.type === 'text' ? content.text : content.type}`;
      },
    )
    .tool('test_missing_capability', { description: "Needs the client's model", annotations }, async (_input, call) => {
      const { model } = await call.sample('answer', question('Say something.'));
      return `${model} answers.`;
    })
    .tool(
      'test_elicitation',
      { description: 'Asks the user', annotations, input: { message: z.string() } },
      async ({ message }, call) => {
        const form = { username: z.string().describe('Your name'), email: z.string().describe('Your address') };
        const answer = await call.elicit('person', { message, form });
        return answer.action === 'accept'
          ? `The user is ${answer.content.username}.`
          : `The user chose ${answer.action}.`;
      },
    )
    .tool(
      'test_streaming_elicitation',
      { description: 'Asks the user after it said something', annotations },
      async (_input, call) => {
        call.message('info', 'A question follows.');
        call.progress(1, 2);
        const { action } = await call.elicit('go_on', { message: 'Go on?', form: { sure: z.boolean() } });
        return `The user chose ${action}.`;
      },
    );
}
