import { setTimeout as pause } from 'node:timers/promises';
import { ProtocolError, type Server, ToolError } from '@toolgate/core';
import { z } from 'zod';

/** Tools of the tasks extension, and `greet`, which has nothing to do with it. */
export function addTaskTools(server: Server): Server {
  addAskingTasks(server);
  return server
    .tool('greet', { description: 'Greets at once', input: { name: z.string() } }, ({ name }) => `Hello, ${name}!`)
    .tool(
      'slow_compute',
      {
        description: 'Takes some seconds',
        task: 'optional',
        timeout: '2m',
        input: { seconds: z.number().min(0).max(60), label: z.string().optional() },
      },
      async ({ seconds, label = 'it' }, call) => {
        await pause(seconds * 1_000, undefined, { signal: call.signal });
        return `Computed ${label} in ${seconds} s.`;
      },
    )
    .tool('failing_job', { description: 'Fails after a second', task: 'required' }, async (_input, call) => {
      await pause(1_000, undefined, { signal: call.signal });
      throw new ToolError('INTENDED', 'This job fails on purpose.');
    })
    .tool('protocol_error_job', { description: 'Ends with a JSON-RPC error', task: 'required' }, () => {
      throw new ProtocolError('INTERNAL', 'This job ends with an error on purpose.');
    });
}

function addAskingTasks(server: Server): Server {
  return server
    .tool(
      'confirm_delete',
      { description: 'Asks before it deletes', task: 'optional', input: { filename: z.string() } },
      async ({ filename }, call) => {
        const form = { confirm: z.boolean() };
        const answer = await call.elicit('confirm', { message: `Delete ${filename}?`, form });
        const confirmed = answer.action === 'accept' && answer.content.confirm;
        return confirmed ? `Deleted ${filename}.` : `Kept ${filename}.`;
      },
    )
    .tool('multi_input', { description: 'Asks two things at once', task: 'optional' }, async (_input, call) => {
      const { person, permission } = await call.ask({
        person: { elicit: { message: 'Who are you?', form: { name: z.string() } } },
        permission: { elicit: { message: 'Go on?', form: { confirm: z.boolean() } } },
      });
      return `person: ${person.action}, permission: ${permission.action}`;
    })
    .tool(
      'test_tool_with_task',
      { description: 'Asks first, then becomes a task', task: 'manual', annotations: { readOnlyHint: true } },
      async (_input, call) => {
        const answer = await call.elicit('user_name', { message: 'What is your name?', form: { name: z.string() } });
        await call.background();
        return `Hello, ${answer.action === 'accept' ? answer.content.name : 'stranger'}!`;
      },
    );
}
