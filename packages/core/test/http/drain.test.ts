import { describe, expect, it, test } from '@jest/globals';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { listener } from '../support/listener.js';
import { messagesOf, ping, toolCall } from '../support/messages.js';
import { modernWire, subscriptionKey } from '../support/modern-wire.js';
import { sseClient } from '../support/sse-client.js';
import { testServer } from '../support/test-server.js';
import { initialize, post } from '../support/wire.js';

const elicitation = { capabilities: { elicitation: {} } };
const nothing = { completed: 0, aborted: 0, leftOpen: 0, byPlugin: {} };

/** What a new call gets: when to come back, and an end of the connection, which the server would close anyway. */
async function refusal(response: Response) {
  const { headers, status } = response;
  const codes = (await messagesOf(response)).map(({ error }) => error?.code);
  return [status, headers.get('retry-after'), headers.get('connection'), ...codes];
}

const refused = [503, '1', 'close', 50300];

/** A server with a held tool, and one call of the 2026 wire in it. */
async function busy() {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const wire = modernWire(server, elicitation);
  const answer = wire.call('hold');
  return { server, clock, calls, wire, answer, held: await calls.next() };
}

describe('from the moment it drains a server', () => {
  it('refuses every new call of either era, and ends the ones it has', async () => {
    const { server, clock, wire, answer, held } = await busy();
    const session = await openSession(server);
    const batches = await openSession(server, { protocolVersion: '2025-03-26' });
    const closed = server.close();
    for (const sent of [
      wire.send('tools/call', { name: 'echo' }),
      wire.send('server/discover'),
      wire.send('subscriptions/listen', { notifications: { toolsListChanged: true } }),
      session.post(toolCall(1)),
      session.listen(),
      post(server, initialize()),
      batches.post([toolCall(1), ping(2)]),
    ]) {
      expect(await refusal(await sent)).toEqual(refused);
    }
    held.release('in time');
    expect((await answer).result).toMatchObject({ content: [{ text: 'in time' }] });
    await clock.advance(1_000);
    expect(await closed).toEqual({ ...nothing, completed: 1 });
  });

  it('takes what belongs to calls in flight: notifications, answers, the end of a session', async () => {
    const { server, clock, held, answer } = await busy();
    const session = await openSession(server);
    const closed = server.close();
    const notification = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 9 } };
    expect((await session.post(notification)).status).toBe(202);
    expect((await session.post({ jsonrpc: '2.0', id: 9, result: {} })).status).toBe(202);
    expect((await session.end()).status).toBe(200);
    held.release('done');
    await answer;
    await clock.advance(1_000);
    await closed;
  });

  it('ends streams at once, whatever is still in flight: GET, listen with its result, HTTP+SSE', async () => {
    const { server, clock } = testServer({ legacySse: true });
    const calls = heldTool(server);
    const answer = modernWire(server).call('hold');
    const { release } = await calls.next();
    const get = new EventReader(await (await openSession(server)).listen());
    await get.next();
    const listen = await listener(server, { toolsListChanged: true }, { id: 'l' });
    await listen.message();
    const { reader } = await sseClient(server, {});
    const closed = server.close();
    expect(await get.next()).toBeUndefined();
    expect(await listen.messages()).toEqual([
      { jsonrpc: '2.0', id: 'l', result: { resultType: 'complete', _meta: { [subscriptionKey]: 'l' } } },
    ]);
    expect(await reader.next()).toBeUndefined();
    release('done');
    await answer;
    await clock.advance(1_000);
    expect(await closed).toEqual({ ...nothing, completed: 1 });
  });

  it('leaves a stream of HTTP+SSE open until the calls on it are answered', async () => {
    const { server, clock } = testServer({ legacySse: true });
    const calls = heldTool(server);
    const client = await sseClient(server, {});
    await client.post(toolCall(1, 'hold'));
    const { release } = await calls.next();
    const closed = server.close();
    expect((await client.ask(ping(2))).error?.code).toBe(50300);
    release('done');
    expect(await client.reader.messages()).toMatchObject([{ id: 1, result: { content: [{ text: 'done' }] } }]);
    await clock.advance(1_000);
    expect(await closed).toEqual({ ...nothing, completed: 1 });
  });
});

test('a call of the 2026 wire gets an error at the deadline', async () => {
  const { server, clock, answer, held } = await busy();
  const closed = server.close({ deadline: '5s' });
  await clock.advance(4_999);
  expect(held.call.signal.aborted).toBe(false);
  await clock.advance(1);
  expect((await answer).result).toMatchObject({ isError: true, content: [{ text: 'The server is shutting down.' }] });
  expect(await closed).toEqual({ ...nothing, aborted: 1 });
});

test('a call whose client has left is nobody’s, and the drain does not wait for it', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const client = new AbortController();
  const sent = modernWire(server).send('tools/call', { name: 'hold' }, { signal: client.signal });
  await calls.next();
  client.abort();
  await sent;
  await clock.advance(0);
  const closed = server.close();
  await clock.advance(0);
  expect(await closed).toEqual(nothing);
});

test('closing twice, at once or later, is closing once', async () => {
  const { server, clock, answer, held } = await busy();
  const first = server.close();
  const second = server.close({ deadline: 0 });
  held.release('done');
  await answer;
  await clock.advance(1_000);
  const report = { ...nothing, completed: 1 };
  expect([await first, await second, await server.close()]).toEqual([report, report, report]);
});
