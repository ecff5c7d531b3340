import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import type { Plugin, ServerEvent } from '@toolgate/core';
import { heldTool } from '../support/held-tool.js';
import { cancelled, messagesOf, ping, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire, post } from '../support/wire.js';

/** A plugin that notes its stop. */
const stopping = (name: string, stopped: string[], stop: () => void | Promise<void> = () => undefined): Plugin => ({
  name,
  stop() {
    stopped.push(name);
    return stop();
  },
});

test('stops plugins in reverse order, each after the one before', async () => {
  const { server } = testServer();
  const stopped: string[] = [];
  const slow = async () => {
    await Promise.resolve();
    stopped.push('second is done');
  };
  server
    .use(stopping('first', stopped))
    .use({ name: 'silent' })
    .use(stopping('second', stopped, slow));
  await server.start();
  const report = await server.close();
  expect(stopped).toEqual(['second', 'second is done', 'first']);
  expect(report.byPlugin).toEqual({ second: 'stopped', first: 'stopped' });
});

test('stops the other plugins where one throws, rejects or hangs, and says which', async () => {
  const { server, clock, log } = testServer();
  const stopped: string[] = [];
  server
    .use(stopping('fine', stopped))
    .use(
      stopping('throwing', stopped, () => {
        throw new Error('hunter2');
      }),
    )
    .use(stopping('rejecting', stopped, () => Promise.reject(null)))
    .use(stopping('hanging', stopped, () => new Promise<never>(() => undefined)));
  await server.start();
  const closed = server.close();
  await clock.advance(4_999);
  expect(stopped).toEqual(['hanging']);
  await clock.advance(1);
  expect((await closed).byPlugin).toEqual({
    hanging: 'late',
    rejecting: 'failed',
    throwing: 'failed',
    fine: 'stopped',
  });
  expect(log.records).toMatchObject([{ fields: { plugin: 'rejecting' } }, { fields: { plugin: 'throwing' } }]);
});

test('is idempotent: one drain, one report, whatever the deadlines', async () => {
  const { server, clock } = testServer();
  const stopped: string[] = [];
  server.use(stopping('once', stopped));
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'hold'));
  const held = await calls.next();
  const first = server.close({ deadline: '10s' });
  const second = server.close({ deadline: 0 });
  await clock.advance(5_000);
  expect(held.call.signal.aborted).toBe(false);
  held.release('done');
  await answer;
  expect(await first).toEqual(await second);
  expect(await server.close()).toEqual({ completed: 1, aborted: 0, leftOpen: 0, byPlugin: { once: 'stopped' } });
  expect(stopped).toEqual(['once']);
});

test('emits draining, the end of each session and stopped, in this order, around the stop of plugins', async () => {
  const { server } = testServer();
  const seen: string[] = [];
  server.use({ ...stopping('watching', seen), on: (event: ServerEvent) => void seen.push(event.type) });
  await openWire(server);
  await server.close();
  expect(seen).toEqual([
    'server.started',
    'session.opened',
    'server.draining',
    'session.closed',
    'watching',
    'server.stopped',
  ]);
});

test('stops plugins only after the last call has been answered', async () => {
  const { server } = testServer();
  const order: string[] = [];
  server.use(stopping('store', order));
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'hold'));
  const held = await calls.next();
  const closed = server.close();
  order.push('released');
  held.release('done');
  await answer;
  await closed;
  expect(order).toEqual(['released', 'store']);
});

test('counts what cannot be ended as left open', async () => {
  const { server, clock } = testServer();
  server.use({
    name: 'stuck',
    receive: ({ method }) => (method === 'ping' ? new Promise(() => undefined) : undefined),
  });
  const calls = heldTool(server);
  const wire = await openWire(server);
  const stuck = wire.post(ping());
  const answer = wire.post(toolCall(2, 'hold'));
  await calls.next();
  const closed = server.close({ deadline: '2s' });
  await clock.advance(3_000);
  expect(await closed).toEqual({ completed: 0, aborted: 1, leftOpen: 1, byPlugin: {} });
  expect(await messagesOf(await answer)).toMatchObject([{ id: 2, result: { isError: true } }]);
  void stuck;
});

test.each([
  ['all finish', ['release', 'release', 'fail'], { completed: 3, aborted: 0, leftOpen: 0 }],
  ['one hangs', ['release', 'fail'], { completed: 2, aborted: 1, leftOpen: 0 }],
  ['all hang', [], { completed: 0, aborted: 3, leftOpen: 0 }],
] as const)('reports what became of three calls where %s', async (_what, ends, counts) => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answers = [1, 2, 3].map((id) => wire.post(toolCall(id, 'hold')));
  const held = [await calls.next(), await calls.next(), await calls.next()];
  const closed = server.close({ deadline: '1s' });
  for (const [index, end] of ends.entries()) held[index]?.[end]('over');
  await clock.advance(1_000);
  expect(await closed).toEqual({ ...counts, byPlugin: {} });
  const ids = await Promise.all(answers.map(async (answer) => (await messagesOf(await answer)).map(({ id }) => id)));
  expect(ids).toEqual([[1], [2], [3]]);
});

test('ends calls at once with a deadline of 0', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'hold'));
  await calls.next();
  const closed = server.close({ deadline: 0 });
  await clock.advance(0);
  expect(await closed).toMatchObject({ completed: 0, aborted: 1 });
  expect((await answer).status).toBe(200);
});

test('takes the cancellation of a call while it waits for it, and does not count it as ended by the deadline', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const wire = await openWire(server);
  const answer = wire.post(toolCall(1, 'hold'));
  await calls.next();
  const closed = server.close({ deadline: '1s' });
  const taken = await wire.post(cancelled(1));
  await clock.advance(1_000);
  expect(taken.status).toBe(202);
  expect(await closed).toMatchObject({ completed: 1, aborted: 0 });
  expect(await messagesOf(await answer)).toEqual([]);
});

test('refuses a wrong deadline and goes on serving', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  await expect(server.close({ deadline: -1 })).rejects.toThrow('deadline of close');
  expect((await wire.call('echo')).result?.content[0]?.text).toBe('echo');
});

test.each([false, true])(
  'closes a server that has served nothing and serves nothing from then on, started: %j',
  async (started) => {
    const { server } = testServer();
    if (started) await server.start();
    expect(await server.close()).toEqual({ completed: 0, aborted: 0, leftOpen: 0, byPlugin: {} });
    expect((await post(server, initialize())).status).toBe(503);
    // An input that has ended, so that one that is served by mistake does not outlive the test.
    const input = new PassThrough().end();
    await expect(server.stdio({ input, output: new PassThrough() })).rejects.toThrow();
  },
);

test('starts no plugin after it has been closed', async () => {
  const { server } = testServer();
  let started = false;
  server.use({
    name: 'starting',
    start() {
      started = true;
    },
  });
  await server.close();
  await server.start().catch(() => undefined);
  expect(started).toBe(false);
});
