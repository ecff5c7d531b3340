import type { Server } from '@toolgate/core';
import { z } from 'zod';
import { question } from './question.js';

const annotations = { readOnlyHint: true };
const userName = { message: 'What is your name?', form: { name: z.string() } };
const sure = { message: 'Go on?', form: { ok: z.boolean() } };

/** Tools whose questions make rounds of the call on the wire of 2026-07-28 (SEP-2322). */
export function addRoundTools(server: Server): Server {
  addSingleRounds(server);
  return server
    .tool(
      'test_input_required_result_multiple_inputs',
      { description: 'Asks three things at once', annotations },
      async (_input, call) => {
        const answers = await call.ask({
          user_name: { elicit: userName },
          greeting: { sample: question('Write a greeting.') },
          client_roots: { roots: true },
        });
        const name = answers.user_name.action === 'accept' ? answers.user_name.content.name : 'somebody';
        return `${name} has ${answers.client_roots.length} folders; ${answers.greeting.model} greets.`;
      },
    )
    .tool(
      'test_input_required_result_multi_round',
      { description: 'Asks a second thing after the first', annotations },
      async (_input, call) => {
        const first = await call.elicit('step1', userName);
        const second = await call.elicit('step2', { message: 'Which color?', form: { color: z.string() } });
        const name = first.action === 'accept' ? first.content.name : 'Somebody';
        return `${name} likes ${second.action === 'accept' ? second.content.color : 'no color'}.`;
      },
    )
    .tool(
      'test_input_required_result_capabilities',
      { description: 'Asks only what the client can answer', annotations },
      async (_input, call) => {
        const { form, sampling } = call.client;
        const answers = await call.ask({
          ...(form ? { user_name: { elicit: userName } } : {}),
          ...(sampling ? { greeting: { sample: question('Write a greeting.') } } : {}),
        });
        return `Answered: ${Object.keys(answers).join(', ') || 'nothing'}.`;
      },
    );
}

function addSingleRounds(server: Server): Server {
  return server
    .tool(
      'test_input_required_result_elicitation',
      { description: 'Asks for a name', annotations },
      async (_input, call) => {
        const answer = await call.elicit('user_name', userName);
        return answer.action === 'accept' ? `Hello, ${answer.content.name}!` : 'Hello!';
      },
    )
    .tool(
      'test_input_required_result_sampling',
      { description: 'Asks for a capital', annotations },
      async (_input, call) => {
        const { content } = await call.sample('capital_question', question('What is the capital of France?'));
        return content.type === 'text' ? content.text : content.type;
      },
    )
    .tool(
      'test_input_required_result_list_roots',
      { description: 'Asks for the folders', annotations },
      async (_input, call) => {
        const roots = await call.roots('client_roots');
        return `Folders: ${roots.map(({ uri, name = uri }) => name).join(', ')}`;
      },
    )
    .tool(
      'test_input_required_result_request_state',
      { description: 'Remembers what it did first' },
      async (_input, call) => {
        const begun = await call.once('begin', () => 'state-ok');
        const { action } = await call.elicit('confirm', sure);
        return `${begun}, ${action}`;
      },
    )
    .tool(
      'test_input_required_result_tampered_state',
      { description: 'Refuses a state it did not write', annotations },
      async (_input, call) => `The user chose ${(await call.elicit('confirm', sure)).action}.`,
    );
}
