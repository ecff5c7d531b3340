import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { messagesOf } from '../support/messages.js';
import { everything, modernPost } from '../support/modern-post.js';
import { testServer } from '../support/test-server.js';
import { ada, bob, guardedServer } from './guarded-server.js';

type Headers = Readonly<Record<string, string>>;

/** A tool that becomes a task, asks, and tells whom it was told of. It is open to everybody, and so are its tasks to nobody. */
function withTasks() {
  const { server, ...rest } = guardedServer();
  server.tool('job', { description: 'Works', task: 'optional', public: true }, async (_input, call) => {
    await call.background();
    const answer = await call.elicit('who', { message: 'canary-question', form: { name: z.string() } });
    return `canary-result ${JSON.stringify(answer)}`;
  });
  return { ...rest, server };
}

type Server = ReturnType<typeof withTasks>['server'];

const ask = async (server: Server, method: string, params: object, headers: Headers) => {
  const response = await modernPost(server, method, { ...params }, { headers, capabilities: everything });
  const [message] = await messagesOf(response);
  return { status: response.status, message, text: JSON.stringify(message) };
};

async function begin(server: Server, headers: Headers): Promise<string> {
  const { message } = await ask(server, 'tools/call', { name: 'job', arguments: {} }, headers);
  const { taskId } = message?.result ?? {};
  if (typeof taskId !== 'string') throw new Error(`It became no task: ${JSON.stringify(message)}`);
  return taskId;
}

const statusOf = async (server: Server, taskId: string, headers: Headers) =>
  (await ask(server, 'tasks/get', { taskId }, headers)).message?.result?.status;

const who = { name: 'mallory' };
const inputResponses = { who: { action: 'accept', content: who } };

test.each([
  ['tasks/get', {}],
  ['tasks/update', { inputResponses }],
  ['tasks/cancel', {}],
])("answers %s of another caller's task as of one there is not", async (method, more) => {
  const { server } = withTasks();
  const taskId = await begin(server, ada);
  const foreign = await ask(server, method, { taskId, ...more }, bob);
  const unknown = await ask(server, method, { taskId: 'nothing', ...more }, bob);
  expect([foreign.status, foreign.text]).toEqual([unknown.status, unknown.text]);
  expect(foreign.message).toMatchObject({ error: { code: -32602 } });
  expect(foreign.text).not.toContain('canary');
  expect((await ask(server, method, { taskId, ...more }, {})).status).toBe(401);
  expect(await statusOf(server, taskId, ada)).toBe('input_required');
});

test('gives the answers to the task of the caller who sends them, though both tasks ask under one key', async () => {
  const { server } = withTasks();
  const [own, other] = [await begin(server, ada), await begin(server, bob)];
  expect(own).not.toBe(other);
  await ask(server, 'tasks/update', { taskId: other, inputResponses }, bob);
  expect(await statusOf(server, own, ada)).toBe('input_required');
  const mine = { who: { action: 'accept', content: { name: 'ada' } } };
  await ask(server, 'tasks/update', { taskId: own, inputResponses: mine }, ada);
  expect((await ask(server, 'tasks/get', { taskId: own }, ada)).text).toContain('\\"ada\\"');
  expect((await ask(server, 'tasks/get', { taskId: other }, bob)).text).toContain('\\"mallory\\"');
});

test('does not let a caller listen to a task of somebody else', async () => {
  const { server } = withTasks();
  const taskId = await begin(server, ada);
  const listen = async (headers: Headers) => {
    const params = { notifications: { taskIds: [taskId] } };
    const options = { headers, capabilities: everything };
    const reader = new EventReader(await modernPost(server, 'subscriptions/listen', params, options));
    return { reader, granted: (await reader.message())?.params?.notifications };
  };
  const [own, foreign] = [await listen(ada), await listen(bob)];
  expect([own.granted, foreign.granted]).toEqual([{ taskIds: [taskId] }, {}]);
  await ask(server, 'tasks/update', { taskId, inputResponses }, ada);
  expect(await own.reader.message()).toMatchObject({ params: { taskId } });
  await server.close({ deadline: 0 });
  await foreign.reader.messages();
  expect(foreign.reader.text).not.toContain(taskId);
  expect(foreign.reader.text).not.toContain('canary');
});

test('keeps a task of an anonymous caller from those who are known', async () => {
  const { server } = withTasks();
  const taskId = await begin(server, {});
  for (const method of ['tasks/get', 'tasks/cancel']) {
    expect((await ask(server, method, { taskId }, ada)).message).toMatchObject({ error: { code: -32602 } });
  }
  expect(await statusOf(server, taskId, {})).toBe('input_required');
});

test('does not take a task id for anything in a session of the 2025 wire', async () => {
  const { server } = withTasks();
  const taskId = await begin(server, ada);
  const session = await openSession(server, { headers: ada, capabilities: everything });
  for (const method of ['tasks/get', 'tasks/result', 'tasks/list', 'tasks/cancel']) {
    const response = await session.post({ jsonrpc: '2.0', id: 1, method, params: { taskId } });
    expect(await messagesOf(response)).toMatchObject([{ error: { code: -32601 } }]);
  }
  expect(await statusOf(server, taskId, ada)).toBe('input_required');
});

test('keeps the work of one task from the cancelling of another', async () => {
  const { server } = testServer();
  const calls = heldTool({
    tool: (name, _options, handler) => server.tool(name, { description: 'Works', task: 'required' }, handler),
  });
  const start = async () => {
    const params = { name: 'hold', arguments: {} };
    return (await messagesOf(await modernPost(server, 'tools/call', params, { capabilities: everything })))[0]?.result;
  };
  const [first, second] = [await start(), await start()];
  const [one, two] = [await calls.next(), await calls.next()];
  const cancel = { taskId: first?.taskId };
  await modernPost(server, 'tasks/cancel', cancel, { capabilities: everything });
  expect([one.call.signal.aborted, two.call.signal.aborted]).toEqual([true, false]);
  two.release('second');
  const polled = await modernPost(server, 'tasks/get', { taskId: second?.taskId }, { capabilities: everything });
  expect(await polled.text()).toContain('second');
});
