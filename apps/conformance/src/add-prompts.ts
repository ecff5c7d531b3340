import type { Server } from '@toolgate/core';
import { z } from 'zod';
import { pixel } from './samples.js';

const arg1 = z.string().describe('First argument');
const arg2 = z.string().describe('Second argument');
const values = ['test', 'testing', 'paris'];

/** Prompts: with and without arguments, of each kind of content, and one that asks first. */
export function addPrompts(server: Server): Server {
  return server
    .prompt('test_simple_prompt', { description: 'One text' }, () => 'This is a simple prompt for testing.')
    .prompt(
      'test_prompt_with_arguments',
      {
        description: 'Repeats its arguments',
        arguments: { arg1, arg2 },
        complete: { arg1: (typed) => values.filter((value) => value.startsWith(typed)) },
      },
      (input) => `Prompt with arguments: arg1='${input.arg1}', arg2='${input.arg2}'`,
    )
    .prompt(
      'test_prompt_with_embedded_resource',
      { description: 'Embeds a resource', arguments: { resourceUri: z.string().describe('URI to embed') } },
      ({ resourceUri }) => [
        {
          role: 'user',
          content: {
            type: 'resource',
            resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
          },
        },
        { role: 'user', content: { type: 'text', text: 'Please process the embedded resource above.' } },
      ],
    )
    .prompt('test_prompt_with_image', { description: 'Shows a picture' }, () => [
      { role: 'user', content: { type: 'image', data: pixel, mimeType: 'image/png' } },
      { role: 'user', content: { type: 'text', text: 'Please analyze the image above.' } },
    ])
    .prompt(
      'test_input_required_result_prompt',
      { description: 'Asks for the context first' },
      async (_input, call) => {
        const question = { message: 'What is this about?', form: { context: z.string() } };
        const answer = await call.elicit('user_context', question);
        return `The context is: ${answer.action === 'accept' ? answer.content.context : 'none'}`;
      },
    );
}
