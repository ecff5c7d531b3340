import { expect, test } from '@jest/globals';
import type { ServerOptions } from '@toolgate/core';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { heldTask } from '../support/held-task.js';
import { modernWire, taskable } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';

/** A server with a task that waits, and its callers. */
function working(options: Partial<ServerOptions> = {}) {
  const { server: plain, clock, log } = testServer(options);
  const server = plain.use(tokenAuth({ ada: [], bob: [] }));
  const calls = heldTask(server, 'required');
  const as = (name: string) => modernWire(server, { capabilities: taskable, headers: bearer(name) });
  const ada = as('ada');
  const begin = async (wire = ada) => {
    const { result } = await wire.call('work');
    const taskId = result?.taskId;
    return { taskId, ...(await calls.next()), get: () => wire.ask('tasks/get', { taskId }) };
  };
  return { server, clock, log, calls, ada, bob: as('bob'), begin };
}

const unknown = { status: 200, error: { code: -32602 } };
const acknowledged = { status: 200, result: { resultType: 'complete' } };

test('a task that is cancelled ends its handler, and is cancelled from then on', async () => {
  const { ada, begin, clock, log } = working();
  const { taskId, call, release, get } = await begin();
  expect(call.signal.aborted).toBe(false);
  const cancel = () => ada.ask('tasks/cancel', { taskId });
  const first = await cancel();
  expect(first).toMatchObject(acknowledged);
  expect(Object.keys(Object(first.result)).sort()).toEqual(['_meta', 'resultType']);
  expect(call.signal.aborted).toBe(true);
  expect((await get()).result).toMatchObject({ status: 'cancelled' });
  release('too late');
  await clock.advance(0);
  expect(await cancel()).toMatchObject(acknowledged);
  const { result } = await get();
  expect(result).toMatchObject({ status: 'cancelled' });
  for (const key of ['result', 'error']) expect(result).not.toHaveProperty(key);
  expect(log.records).toEqual([]);
});

test('cancelling a task that has ended changes nothing of it', async () => {
  const { ada, begin, clock } = working();
  const { taskId, release, get } = await begin();
  release('done');
  await clock.advance(0);
  const before = (await get()).result;
  expect(await ada.ask('tasks/cancel', { taskId })).toMatchObject(acknowledged);
  expect((await get()).result).toEqual(before);
});

test.each(['tasks/get', 'tasks/update', 'tasks/cancel'])(
  '%s: an unknown task and a foreign one are the same: unknown',
  async (method) => {
    const { ada, bob, begin } = working();
    const { taskId, call } = await begin();
    const foreign = await bob.ask(method, { taskId, inputResponses: {} });
    expect(foreign).toMatchObject(unknown);
    expect(foreign.error).toEqual((await bob.ask(method, { taskId: 'unknown', inputResponses: {} })).error);
    expect(call.signal.aborted).toBe(false);
    for (const odd of ['', 'constructor', '__proto__', 'x'.repeat(10_000)]) {
      expect(await ada.ask(method, { taskId: odd, inputResponses: {} })).toMatchObject(unknown);
    }
    expect(await ada.ask(method, { taskId: 7 })).toMatchObject(unknown);
    expect(await ada.ask(method, {})).toMatchObject(unknown);
  },
);

test('two callers have each their own tasks, of one tool at once', async () => {
  const { ada, bob, begin, clock } = working();
  const [one, two] = [await begin(ada), await begin(bob)];
  expect([one.call.principal?.name, two.call.principal?.name]).toEqual(['ada', 'bob']);
  two.release("bob's");
  await clock.advance(0);
  expect((await one.get()).result).toMatchObject({ status: 'working' });
  expect((await two.get()).result).toMatchObject({ status: 'completed', result: { content: [{ text: "bob's" }] } });
  expect(await ada.ask('tasks/cancel', { taskId: two.taskId })).toMatchObject(unknown);
  one.release("ada's");
  await clock.advance(0);
  expect((await one.get()).result).toMatchObject({ result: { content: [{ text: "ada's" }] } });
});

test('a header that names another task is refused', async () => {
  const { ada, begin } = working();
  const { taskId } = await begin();
  const reply = await ada.ask('tasks/get', { taskId }, { headers: { ...bearer('ada'), 'mcp-name': 'another' } });
  expect(reply).toMatchObject({ status: 400, error: { code: -32020 } });
});

test('a task lives for its ttl, running or not, and is unknown after that', async () => {
  const { begin, clock, log } = working({ tasks: { ttl: '30s' } });
  const [running, done] = [await begin(), await begin()];
  done.release('done');
  await clock.advance(29_999);
  expect((await running.get()).result).toMatchObject({ status: 'working', ttlMs: 30_000 });
  expect((await done.get()).result).toMatchObject({ status: 'completed' });
  expect(running.call.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(running.call.signal.aborted).toBe(true);
  expect(await running.get()).toMatchObject(unknown);
  expect(await done.get()).toMatchObject(unknown);
  await clock.advance(0);
  expect(log.records).toEqual([]);
});

test('a task outlives the deadline of calls, but no attempt outlives the timeout of its tool', async () => {
  const { server, clock } = testServer({ deadline: '30s', tasks: { ttl: '1h' } });
  const wire = modernWire(server, { capabilities: taskable });
  server.tool('long', { description: 'Long', task: 'required', timeout: '5m' }, () => new Promise(() => undefined));
  const { result } = await wire.call('long');
  const get = () => wire.ask('tasks/get', { taskId: result?.taskId });
  await clock.advance(299_999);
  expect((await get()).result).toMatchObject({ status: 'working' });
  await clock.advance(1);
  expect((await get()).result).toMatchObject({
    status: 'completed',
    result: { isError: true, _meta: { 'toolgate/error': { code: 'TIMEOUT' } } },
  });
});

test('a client that goes after its call became a task takes nothing with it', async () => {
  const { server, begin, clock, calls } = working();
  const client = new AbortController();
  const wire = modernWire(server, { capabilities: taskable, headers: bearer('ada') });
  const response = await wire.send('tools/call', { name: 'work' }, { signal: client.signal });
  const { call, release } = await calls.next();
  client.abort();
  await response.body?.cancel();
  await clock.advance(0);
  expect(call.signal.aborted).toBe(false);
  release('done');
  expect((await begin()).call.signal.aborted).toBe(false);
});

test('a drain waits for running tasks, and what does not end in time has failed', async () => {
  const { server, begin, clock, log } = working();
  const [quick, slow] = [await begin(), await begin()];
  const closed = server.close({ deadline: '10s' });
  await clock.advance(1_000);
  quick.release('done');
  await clock.advance(8_999);
  expect(slow.call.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(slow.call.signal.aborted).toBe(true);
  await clock.advance(1_000);
  expect(await closed).toMatchObject({ completed: 1, aborted: 1, leftOpen: 0 });
  expect(log.records).toEqual([]);
});

test('tasks of one caller are capped, and others go on', async () => {
  const { ada, bob, begin, clock } = working();
  const first = await begin();
  for (let count = 1; count < 100; count++) await begin();
  const refused = await ada.call('work');
  expect(refused.result).toMatchObject({
    resultType: 'complete',
    isError: true,
    _meta: { 'toolgate/error': { code: 'UNAVAILABLE', retryable: true } },
  });
  expect((await begin(bob)).call.signal.aborted).toBe(false);
  first.release('done');
  await clock.advance(0);
  await begin();
});
