import { describe, expect, it, jest } from '@jest/globals';
import type { LimitOptions } from '../../src/settings/limits.js';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { openSession } from '../support/client-session.js';
import { type HeldCall, heldTool } from '../support/held-tool.js';
import { cancelled, messagesOf, ping, toolCall } from '../support/messages.js';
import { type ModernPostOptions, modernPost } from '../support/modern-post.js';
import { sseClient } from '../support/sse-client.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { initialize, post } from '../support/wire.js';

// Thousands of requests take seconds on a machine that is busy.
jest.setTimeout(30_000);

/** A server with these limits and a tool whose calls wait. */
function limited(limits: LimitOptions) {
  const { server, clock, log } = testServer({ limits, failedAttempts: false });
  return { server, clock, log, calls: heldTool(server) };
}

/** The same for ada and bob. */
function guarded(limits: LimitOptions) {
  const { server, ...rest } = limited(limits);
  return { server: server.use(tokenAuth({ ada: [], bob: [] })), ...rest };
}

type Server = ReturnType<typeof limited>['server'] | ReturnType<typeof guarded>['server'];

const hold = (server: Server, options: ModernPostOptions = {}) =>
  modernPost(server, 'tools/call', { name: 'hold' }, options);
const echo = (server: Server, options: ModernPostOptions = {}) =>
  modernPost(server, 'tools/call', { name: 'echo' }, options);
const ada = { headers: bearer('ada') };
const bob = { headers: bearer('bob') };

async function refusal(response: Response) {
  const [message] = await messagesOf(response);
  return [response.status, response.headers.get('retry-after'), message?.id, message?.error?.code];
}

describe('the requests in flight of all callers', () => {
  it('are limited to limits.inFlight: the next gets 503 and when to retry, in both eras', async () => {
    const { server, calls } = guarded({ inFlight: 2 });
    const session = await openSession(server, bob);
    const held = [hold(server, ada), session.post(toolCall(1, 'hold'))];
    const [first, second] = [await calls.next(), await calls.next()];
    expect(await refusal(await echo(server, ada))).toEqual([503, '1', 1, 50300]);
    expect(await refusal(await session.post(ping(2)))).toEqual([503, '1', 2, 50300]);
    expect(await refusal(await post(server, initialize(), bob.headers))).toEqual([503, '1', 'init', 50300]);
    first.release('done');
    expect((await held[0])?.status).toBe(200);
    expect((await echo(server, bob)).status).toBe(200);
    second.release('done');
    expect((await held[1])?.status).toBe(200);
  });

  it('are 1,000 unless told otherwise', async () => {
    const { server, calls } = limited({});
    const held = Array.from({ length: 1_000 }, () => hold(server));
    const all: HeldCall[] = [];
    for (let count = 0; count < 1_000; count++) all.push(await calls.next());
    expect((await echo(server)).status).toBe(503);
    for (const { release } of all) release('done');
    await Promise.all(held);
    expect((await echo(server)).status).toBe(200);
  });
});

describe('the requests in flight of one caller', () => {
  it('are limited to limits.inFlightPerCaller: the next gets 429 and when to retry, others go on', async () => {
    const { server, calls } = guarded({ inFlightPerCaller: 2 });
    const session = await openSession(server, ada);
    // The principal counts, whatever its address, session or era.
    const held = [hold(server, { ...ada, address: '192.0.2.1' }), session.post(toolCall(1, 'hold'))];
    const [first, second] = [await calls.next(), await calls.next()];
    expect(await refusal(await echo(server, { ...ada, address: '192.0.2.2' }))).toEqual([429, '1', 1, 42900]);
    expect(await refusal(await session.post(ping('p')))).toEqual([429, '1', 'p', 42900]);
    expect((await echo(server, bob)).status).toBe(200);
    expect((await echo(server, { ...bob, address: '192.0.2.1' })).status).toBe(200);
    first.release('done');
    await held[0];
    expect((await echo(server, ada)).status).toBe(200);
    second.release('done');
    await held[1];
  });

  it('are 50 unless told otherwise', async () => {
    const { server, calls } = guarded({});
    const held = Array.from({ length: 50 }, () => hold(server, ada));
    const all: HeldCall[] = [];
    for (let count = 0; count < 50; count++) all.push(await calls.next());
    expect([(await echo(server, ada)).status, (await echo(server, bob)).status]).toEqual([429, 200]);
    for (const { release } of all) release('done');
    await Promise.all(held);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1', 429],
    ['192.0.2.1', '192.0.2.2', 200],
    ['192.0.2.1', '::ffff:192.0.2.1', 429],
    ['2001:db8::1', '2001:db8::ffff:2', 429],
    ['2001:db8::1', '2001:db8:0:1::1', 200],
  ])('are counted by network without a principal: one from %s, another from %s gets %d', async (one, other, status) => {
    const { server, calls } = limited({ inFlightPerCaller: 1 });
    const held = hold(server, { address: one });
    const { release } = await calls.next();
    expect((await echo(server, { address: other })).status).toBe(status);
    release('done');
    await held;
  });

  it('are not counted where nobody can tell the callers apart', async () => {
    const { server, calls } = limited({ inFlightPerCaller: 1 });
    const held = hold(server);
    const { release } = await calls.next();
    expect((await echo(server)).status).toBe(200);
    release('done');
    await held;
  });

  it('leave room for what frees them: a cancellation is taken at the limit', async () => {
    const { server, calls } = guarded({ inFlightPerCaller: 1, inFlight: 1 });
    const session = await openSession(server, ada);
    const held = session.post(toolCall(1, 'hold'));
    const { call } = await calls.next();
    expect((await session.post(cancelled(1))).status).toBe(202);
    await held;
    expect(call.signal.aborted).toBe(true);
    expect((await session.post(ping())).status).toBe(200);
  });
});

it('streams are no requests in flight: they take no place', async () => {
  const { server, calls } = guarded({ inFlight: 1, inFlightPerCaller: 1 });
  const session = await openSession(server, ada);
  expect((await session.listen()).headers.get('content-type')).toBe('text/event-stream');
  await modernPost(server, 'subscriptions/listen', { notifications: { toolsListChanged: true } }, ada);
  const held = hold(server, ada);
  const { release } = await calls.next();
  release('done');
  expect((await held).status).toBe(200);
});

it('on stdio further requests are refused with the same codes, and notifications go on', async () => {
  for (const [limits, code] of [
    [{ inFlightPerCaller: 1 }, 42900],
    [{ inFlight: 1 }, 50300],
  ] as const) {
    const { server, clock, calls } = limited(limits);
    const pipe = await new StdioPipe(server).initialized();
    pipe.send(toolCall(1, 'hold'));
    await calls.next();
    expect(await pipe.send(ping(2)).next()).toMatchObject({ id: 2, error: { code, data: { retryAfterMs: 1_000 } } });
    pipe.send(cancelled(1));
    await clock.advance(0);
    expect(await pipe.send(ping(3)).next()).toMatchObject({ id: 3, result: {} });
  }
});

it('on HTTP+SSE too, where the refusal comes on the stream', async () => {
  const { server, clock, log } = testServer({ legacySse: true, limits: { inFlightPerCaller: 1 } });
  const calls = heldTool(server);
  const near = (request: Request) => server.fetch(request, { address: '192.0.2.1' });
  const client = await sseClient({ fetch: near }, {});
  expect((await client.post(toolCall(1, 'hold'))).status).toBe(202);
  const { release } = await calls.next();
  expect((await client.ask(ping(2))).error?.code).toBe(42900);
  release('done');
  await clock.advance(0);
  expect(await client.ask(ping(3))).toMatchObject({ id: 3, result: {} });
  expect(log.records).toEqual([]);
});
