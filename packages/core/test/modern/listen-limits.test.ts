import { describe, expect, it, test } from '@jest/globals';
import { fakeClock } from '@toolgate/testing';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { listener, refusedListener } from '../support/listener.js';
import { listening } from '../support/listening.js';
import { headerLines, modernRequest, modernWire, routing, taskable } from '../support/modern-wire.js';
import { exchange, jsonPost, RawConnection } from '../support/raw-http.js';
import { slowTaskStore } from '../support/slow-task-store.js';
import { testServer } from '../support/test-server.js';

const tools = { toolsListChanged: true };
const pages = (...numbers: readonly number[]) => ({
  resourceSubscriptions: numbers.map((number) => `test://page/${number}`),
});

/** A server with these limits and pages to subscribe to. */
function limited(limits: NonNullable<Parameters<typeof testServer>[0]>['limits']) {
  const { server: plain, clock, log } = testServer({ limits });
  const server = plain.use(tokenAuth({ ada: [], bob: [] }));
  server.resource('page', { template: 'test://page/{number}' }, ({ number }) => number);
  const as = (name: string) => ({ headers: bearer(name) });
  return { server, clock, log, ada: as('ada'), bob: as('bob') };
}

describe('streams are capped', () => {
  it('for one caller: 429, and others go on', async () => {
    const { server, ada, bob } = limited({ streamsPerCaller: 2 });
    const first = await listener(server, tools, ada);
    await listener(server, tools, ada);
    const reply = await refusedListener(server, tools, ada);
    expect(reply).toMatchObject({ status: 429, messages: [{ id: 1, error: { code: 42900 } }] });
    expect([reply.headers.get('retry-after'), reply.headers.get('content-type')]).toEqual(['1', 'application/json']);
    await listener(server, tools, bob);
    await first.leave();
    await listener(server, tools, ada);
  });

  it('in all: 503', async () => {
    const { server, ada, bob } = limited({ streams: 2 });
    await listener(server, tools, ada);
    const second = await listener(server, tools, bob);
    expect(await refusedListener(server, tools, bob)).toMatchObject({ status: 503, error: { code: 50300 } });
    await second.leave();
    await listener(server, tools, ada);
  });

  it('and take no place among the calls', async () => {
    const { server, ada } = limited({ inFlight: 2, inFlightPerCaller: 1 });
    for (let count = 0; count < 5; count++) await listener(server, tools, ada);
    expect((await modernWire(server, ada).call('echo')).status).toBe(200);
  });
});

describe('subscriptions are capped', () => {
  it('for one stream: 429, which then takes no place at all', async () => {
    const { server, ada } = limited({ subscriptionsPerClient: 3, subscriptions: 4, streams: 1 });
    const reply = await refusedListener(server, pages(1, 2, 3, 4), ada);
    expect(reply).toMatchObject({ status: 429, error: { code: 42900 } });
    expect(await (await listener(server, pages(1, 2, 3), ada)).message()).toMatchObject({
      params: { notifications: pages(1, 2, 3) },
    });
  });

  it('in all: 503, until some are free again', async () => {
    const { server, ada, bob } = limited({ subscriptions: 3 });
    const first = await listener(server, pages(1, 2), ada);
    expect(await refusedListener(server, pages(1, 2), bob)).toMatchObject({ status: 503, error: { code: 50300 } });
    await listener(server, pages(1), bob);
    await first.leave();
    await listener(server, pages(1, 2), bob);
  });

  it('and one uri named twice is one', async () => {
    const { server, ada } = limited({ subscriptionsPerClient: 1, subscriptions: 1 });
    const stream = await listener(server, pages(1, 1, 1), ada);
    expect(await stream.message()).toMatchObject({ params: { notifications: pages(1) } });
  });
});

test('a client that leaves gives back all it had, however it leaves', async () => {
  const { server, clock, log, ada } = limited({ streams: 1, subscriptions: 2 });
  const { port } = await listening(server, clock);
  const message = modernRequest('subscriptions/listen', { notifications: { ...tools, ...pages(1, 2) } });
  const post = jsonPost(message, ...headerLines({ ...routing(message), ...ada.headers }));
  for (const leave of ['destroy', 'resetAndDestroy', 'destroy'] as const) {
    const connection = new RawConnection(port).write(post);
    await new Promise((resolve) => connection.socket.once('progress', resolve));
    expect((await exchange(port, post)).status).toBe(503);
    connection.socket[leave]();
    await connection.closed();
    // The server hears of it in its own time, and nobody else can say when.
    while ((await refusedOrLeft(server, ada)) === 503) await clock.advance(0);
  }
  expect(log.records).toEqual([]);
});

/** The status of a listener that goes at once where it gets a stream. */
async function refusedOrLeft(server: Parameters<typeof modernWire>[0], options: object): Promise<number> {
  const response = await modernWire(server, options).send('subscriptions/listen', { notifications: pages(1, 2) });
  await response.body?.cancel();
  return response.status;
}

test('a client that left before it was granted anything has nothing, and is told nothing', async () => {
  const clock = fakeClock();
  const { store, asked } = slowTaskStore(clock);
  const { server, log } = testServer({ clock, tasks: { store }, limits: { streams: 1, subscriptions: 1 } });
  server.resource('page', { template: 'test://page/{number}' }, ({ number }) => number);
  for (let count = 0; count < 3; count++) {
    const client = new AbortController();
    const options = { signal: client.signal, capabilities: taskable };
    const answer = refusedListener(server, { ...pages(1), taskIds: ['x'] }, options).catch(() => undefined);
    const release = await asked.next();
    client.abort();
    release();
    await answer;
    await clock.advance(0);
  }
  const stream = await listener(server, pages(1));
  expect(await stream.message()).toMatchObject({ params: { notifications: pages(1) } });
  expect(log.records).toEqual([]);
});

test('a client that does not read is cut, before it costs more than it may', async () => {
  const { server, ada } = limited({ streams: 1 });
  const uri = `test://page/${'1'.repeat(8_000)}`;
  const stream = await listener(server, { resourceSubscriptions: [uri] }, ada);
  expect(await refusedListener(server, tools, ada)).toMatchObject({ status: 503 });
  for (let count = 0; count < 140; count++) server.notify.resourceUpdated(uri);
  await listener(server, tools, ada);
  expect(await stream.message()).toBeUndefined();
});
