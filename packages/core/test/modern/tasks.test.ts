import { describe, expect, it, test } from '@jest/globals';
import { ProtocolError, ToolError } from '@toolgate/core';
import { z } from 'zod';
import { levelKey } from '../protocol/modern/modern-messages.js';
import { heldTask } from '../support/held-task.js';
import { modernRequest, modernWire, serverInfoKey, taskable, tasksKey, textOf } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

const declared = { extensions: { [tasksKey]: {} } };
const description = 'Works';

test('a call becomes a task that can be looked up at once, and later holds the result of the call', async () => {
  const { server, clock } = testServer({ tasks: { ttl: '10m', pollInterval: '5s' } });
  const calls = heldTask(server, 'optional');
  const wire = modernWire(server, { capabilities: declared });
  const created = await wire.call('work', {}, {}, { id: 'mine' });
  expect(created).toMatchObject({ status: 200, messages: [{ id: 'mine' }] });
  const task = {
    taskId: expect.stringMatching(/^[\w-]{22}$/),
    status: 'working',
    createdAt: '2026-01-01T00:00:00.000Z',
    lastUpdatedAt: '2026-01-01T00:00:00.000Z',
    ttlMs: 600_000,
    pollIntervalMs: 5_000,
  };
  const _meta = { [serverInfoKey]: { name: 'test', version: '1.0.0' } };
  expect(created.result).toEqual({ resultType: 'task', ...task, _meta });
  const taskId = created.result?.taskId;
  const get = async () => (await wire.ask('tasks/get', { taskId })).result;
  expect(await get()).toEqual({ resultType: 'complete', ...task, taskId, _meta });
  const { call, release } = await calls.next();
  expect(call.client.tasks).toBe(true);
  await clock.advance(2_000);
  release('done');
  await clock.advance(0);
  expect(await get()).toEqual({
    resultType: 'complete',
    ...task,
    taskId,
    status: 'completed',
    lastUpdatedAt: '2026-01-01T00:00:02.000Z',
    result: { content: [{ type: 'text', text: 'done' }], resultType: 'complete', _meta },
    _meta,
  });
});

test.each<[string, unknown, object]>([
  [
    'a tool error',
    new ToolError('NO', 'No.'),
    { status: 'completed', result: { isError: true, content: [{ text: 'No.' }] } },
  ],
  [
    'a crash',
    new Error('password=x'),
    { status: 'completed', result: { isError: true, _meta: { 'toolgate/error': { code: 'INTERNAL' } } } },
  ],
  [
    'a protocol error',
    new ProtocolError('INVALID_PARAMS', 'No such page.', { page: 7 }),
    { status: 'failed', error: { code: -32602, message: 'No such page.', data: { page: 7 } } },
  ],
])('%s ends it', async (_what, reason, expected) => {
  const { server, clock } = testServer();
  const calls = heldTask(server, 'required');
  const wire = modernWire(server, { capabilities: declared });
  const { result } = await wire.call('work');
  (await calls.next()).fail(reason);
  await clock.advance(0);
  const ended = (await wire.ask('tasks/get', { taskId: result?.taskId })).result;
  expect(ended).toMatchObject(expected);
  expect(
    Object.keys(Object(ended)).filter((key) => ['result', 'error', 'inputRequests', 'requestState'].includes(key)),
  ).toHaveLength(1);
  expect(JSON.stringify(ended)).not.toContain('password');
});

test('arguments that do not fit end it before it begins: no task, the same error as without', async () => {
  const { server } = testServer();
  server.tool('work', { description, task: 'optional', input: { count: z.number() } }, () => 'done');
  const reply = await modernWire(server, { capabilities: declared }).call('work', { count: 'x' });
  expect(reply.result).toMatchObject({ resultType: 'complete', isError: true });
});

test('a manual tool is a task from where it says so, and none where it does not', async () => {
  const { server, clock } = testServer();
  const input = { long: z.boolean() };
  server.tool('work', { description, task: 'manual', input }, async ({ long }, call) => {
    call.progress(1);
    if (long) await call.background();
    if (long) await call.background();
    call.progress(2);
    return long ? 'slow' : 'quick';
  });
  const wire = modernWire(server, { capabilities: declared });
  expect(textOf(await wire.call('work', { long: false }))).toBe('quick');
  const slow = await wire.call('work', { long: true }, {}, { meta: { progressToken: 1 } });
  // Nothing may follow the answer, which is the task.
  expect(slow.messages).toMatchObject([{ params: { progress: 1 } }, { id: 1, result: { resultType: 'task' } }]);
  await clock.advance(0);
  const { result } = await wire.ask('tasks/get', { taskId: slow.result?.taskId });
  expect(result).toMatchObject({ status: 'completed', result: { content: [{ text: 'slow' }] } });
});

describe('without the extension', () => {
  it.each(['optional', 'manual'] as const)('a tool with %s tasks answers when it is done', async (task) => {
    const { server } = testServer();
    server.tool('work', { description, task }, async (_input, call) => {
      await call.background();
      return String(call.client.tasks);
    });
    const more = { task: { ttl: 60_000, pollInterval: 100 } };
    const reply = await modernWire(server).call('work', {}, more);
    expect(reply.result).toMatchObject({ resultType: 'complete', content: [{ text: 'false' }] });
    expect(reply.result).not.toHaveProperty('taskId');
    expect((await (await openWire(server)).call('work')).result).toEqual({
      content: [{ type: 'text', text: 'false' }],
    });
  });

  it('a tool with tasks alone is refused before its handler runs', async () => {
    const { server } = testServer();
    const calls = heldTask(server, 'required');
    const reply = await modernWire(server).call('work', {}, {}, { id: 'mine' });
    expect(reply).toMatchObject({
      status: 400,
      messages: [{ id: 'mine', error: { code: -32021, data: { requiredCapabilities: declared } } }],
    });
    const legacy = await (await openWire(server)).call('work');
    expect(legacy.result).toMatchObject({ isError: true, _meta: { 'toolgate/error': { code: 'TASK_REQUIRED' } } });
    expect(calls.size).toBe(0);
  });

  it.each(['tasks/get', 'tasks/update', 'tasks/cancel'])('%s is refused, whatever task it names', async (method) => {
    const { server } = testServer();
    heldTask(server, 'optional');
    const wire = modernWire(server, { capabilities: declared });
    const { result } = await wire.call('work');
    for (const taskId of [result?.taskId, 'unknown']) {
      const reply = await wire.ask(method, { taskId, inputResponses: {} }, { capabilities: { sampling: {} } });
      expect(reply).toMatchObject({ status: 400, error: { code: -32021, data: { requiredCapabilities: declared } } });
    }
  });
});

test('a tool without tasks answers a client that knows them, also one that asks for a task in the words of 2025', async () => {
  const { server } = testServer();
  const wire = modernWire(server, { capabilities: taskable });
  for (const more of [{}, { task: { ttl: 60_000 } }, { task: null }]) {
    const { result } = await wire.call('echo', {}, more);
    expect(result).toMatchObject({ resultType: 'complete', content: [{ text: 'echo' }] });
    expect(result).not.toHaveProperty('taskId');
  }
});

test.each([{ extensions: {} }, { extensions: { 'example.com/tasks': {} } }])(
  '%j declares no tasks',
  async (capabilities) => {
    const { server } = testServer();
    server.tool('work', { description, task: 'optional' }, () => 'done');
    expect(textOf(await modernWire(server, { capabilities }).call('work'))).toBe('done');
  },
);

test('over stdio tasks go the same way', async () => {
  const { server, clock } = testServer();
  const calls = heldTask(server, 'required');
  const pipe = new StdioPipe(server);
  const ask = (method: string, params: object, capabilities: object = declared) =>
    pipe.send(modernRequest(method, params, { capabilities, meta: { progressToken: 1, [levelKey]: 'debug' } })).next();
  expect(await ask('tools/call', { name: 'work' }, {})).toMatchObject({ error: { code: -32021 } });
  const { taskId } = (await ask('tools/call', { name: 'work' })).result ?? {};
  const { call, release } = await calls.next();
  // The request has its answer, and nothing may follow that.
  call.progress(1);
  call.message('error', 'late');
  expect(await ask('tasks/get', { taskId })).toMatchObject({ result: { status: 'working', resultType: 'complete' } });
  release('done');
  await clock.advance(0);
  expect(await ask('tasks/get', { taskId })).toMatchObject({
    result: { status: 'completed', result: { content: [{ text: 'done' }] } },
  });
  expect(await ask('tasks/cancel', { taskId })).toMatchObject({ result: { resultType: 'complete' } });
  expect(await ask('tasks/get', { taskId: 'unknown' })).toMatchObject({ error: { code: -32602 } });
});
