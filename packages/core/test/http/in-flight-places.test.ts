import { describe, expect, it, jest } from '@jest/globals';
import type { LimitOptions } from '../../src/settings/limits.js';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { openSession } from '../support/client-session.js';
import { heldTool } from '../support/held-tool.js';
import { ping, toolCall } from '../support/messages.js';
import { type ModernPostOptions, modernPost } from '../support/modern-post.js';
import { testServer } from '../support/test-server.js';
import { initialize, post } from '../support/wire.js';

// Thousands of requests take seconds on a machine that is busy.
jest.setTimeout(30_000);

/** A server with these limits, for ada, with a tool whose calls wait and one that fails. */
function guarded(limits: LimitOptions) {
  const { server: plain, ...rest } = testServer({ limits, failedAttempts: false });
  const server = plain.use(tokenAuth({ ada: [] }));
  server.tool('throws', { description: 'Throws' }, () => Promise.reject(new Error('hunter2')));
  const calls = heldTool(server);
  const call = (name: string, options: ModernPostOptions = {}) =>
    modernPost(server, 'tools/call', { name }, { ...ada, ...options });
  return { server, ...rest, calls, call };
}

const ada = { headers: bearer('ada') };

describe('a place is free again', () => {
  it('after answers, errors and refusals of every kind', async () => {
    const { server, clock, calls, call } = guarded({ inFlight: 1, inFlightPerCaller: 1 });
    const session = await openSession(server, ada);
    const late = call('hold');
    await calls.next();
    await clock.advance(60_000);
    expect((await late).status).toBe(200);
    const sent: (() => Promise<Response>)[] = [
      () => call('echo'),
      () => call('throws'),
      () => call('unknown'),
      () => modernPost(server, 'tools/call', { name: 'echo', arguments: { text: 1 } }, ada),
      () => modernPost(server, 'nothing', {}, ada),
      () => post(server, '{', ada.headers),
      () => post(server, ping(), ada.headers),
      () => post(server, initialize(), bearer('eve')),
      () => post(server, 'text', { ...ada.headers, 'content-type': 'text/plain' }),
      () => server.fetch(new Request('http://localhost/nowhere')),
      () => session.post(toolCall(1, 'throws')),
      () => session.listen({ 'last-event-id': 'x' }),
    ];
    for (const send of sent) {
      for (let count = 0; count < 3; count++) await (await send()).text();
      expect((await call('echo')).status).toBe(200);
    }
  });

  it('after 2,000 clients of the 2026 wire have left, at any moment', async () => {
    const { clock, calls, log, call } = guarded({ inFlight: 50, inFlightPerCaller: 50 });
    for (let round = 0; round < 50; round++) {
      const clients = Array.from({ length: 40 }, () => new AbortController());
      const sent = clients.map(({ signal }) => call('hold', { signal }).catch(() => undefined));
      for (const [index, client] of clients.entries()) {
        // Some leave before the server has looked at them, some when their calls run.
        if (index % 4 === 0) await new Promise(setImmediate);
        client.abort();
      }
      await Promise.all(sent);
    }
    await clock.advance(0);
    while (calls.size > 0) (await calls.next()).fail(new Error('too late'));
    const held = Array.from({ length: 50 }, () => call('hold'));
    for (let count = 0; count < 50; count++) (await calls.next()).release('done');
    expect(new Set((await Promise.all(held)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(log.records).toEqual([]);
  });

  it('after a client that had left before it was served', async () => {
    const { clock, calls, call } = guarded({ inFlight: 1 });
    await call('hold', { signal: AbortSignal.abort() });
    await clock.advance(0);
    expect(calls.size).toBe(0);
    expect((await call('echo')).status).toBe(200);
  });
});
