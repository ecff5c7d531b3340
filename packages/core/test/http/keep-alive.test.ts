import { expect, test } from '@jest/globals';
import type { Server } from '@toolgate/core';
import { authenticating, bearer, principal } from '../identity/token-auth.js';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { listening } from '../support/listening.js';
import { messagesOf, toolCall } from '../support/messages.js';
import { exchange, head, jsonPost, RawConnection } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

const comments = ({ text }: EventReader) => text.split(':\n\n').length - 1;

let tools = 0;
const change = (server: Server) => server.tool(`added-${++tools}`, { description: 'Added' }, () => 'x');

test('sends a comment every 15 seconds on a stream without events', async () => {
  const { server, clock } = testServer();
  const session = await openSession(server);
  const reader = new EventReader(await session.listen());
  await reader.next();
  const next = reader.next();
  await clock.advance(14_999);
  expect(comments(reader)).toBe(0);
  await clock.advance(1);
  expect(comments(reader)).toBe(1);
  await clock.advance(15_000 * 239);
  expect(comments(reader)).toBe(240);
  change(server);
  expect(await next).toMatchObject({ data: expect.stringContaining('list_changed') });
});

test('sends comments on the stream of a call, and none after its answer', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const session = await openSession(server);
  const answer = session.post(toolCall(1, 'hold', {}, { progressToken: 1 }));
  const { call, release } = await calls.next();
  call.progress(1);
  const reader = new EventReader(await answer);
  const messages = reader.messages();
  await clock.advance(45_000);
  expect(comments(reader)).toBe(3);
  release('done');
  await messages;
  await clock.advance(60_000);
  expect(comments(reader)).toBe(3);
});

test('sends nothing before its time for a call that answers in JSON', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const session = await openSession(server);
  const answer = session.post(toolCall(1, 'hold'));
  const { release } = await calls.next();
  await clock.advance(45_000);
  release('done');
  expect(await messagesOf(await answer)).toMatchObject([{ id: 1, result: {} }]);
});

test('cuts a client that takes nothing for 30 seconds at the next look, and lets it come back for what it missed', async () => {
  const { server, clock } = testServer();
  const session = await openSession(server);
  const reader = new EventReader(await session.listen());
  await reader.next();
  change(server);
  await clock.advance(44_999);
  expect(server.sessions.list()).toMatchObject([{ listening: true }]);
  await clock.advance(1);
  expect(server.sessions.list()).toMatchObject([{ listening: false }]);
  const again = new EventReader(await session.listen({ 'last-event-id': reader.lastEventId ?? '' }));
  expect(await again.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
});

test('does not cut a client that is slow but takes something', async () => {
  const { server, clock } = testServer();
  const session = await openSession(server);
  const reader = new EventReader(await session.listen());
  for (let round = 0; round < 8; round++) {
    change(server);
    await clock.advance(0);
    change(server);
    await clock.advance(15_000);
    expect(await reader.next()).toBeDefined();
  }
  expect(server.sessions.list()).toMatchObject([{ listening: true }]);
});

test('cuts a socket whose other end does not read', async () => {
  const { server, clock } = testServer();
  const { port } = await listening(server, clock);
  const opened = await exchange(port, jsonPost(initialize()));
  const id = opened.headers.get('mcp-session-id');
  const connection = new RawConnection(port);
  const headers = ['Host: localhost', 'Accept: text/event-stream', `Mcp-Session-Id: ${id}`];
  connection.write(head('GET /mcp HTTP/1.1', ...headers));
  while (server.sessions.list()[0]?.listening !== true) await clock.advance(0);
  connection.socket.pause();
  const uri = `test://${'x'.repeat(8_000)}`;
  server.resource('large', { uri, description: 'Large' }, () => 'x');
  const session = [`Mcp-Session-Id: ${id}`];
  const subscribe = { jsonrpc: '2.0', id: 1, method: 'resources/subscribe', params: { uri } };
  expect((await exchange(port, jsonPost(subscribe, ...session))).status).toBe(200);
  for (let sent = 0; sent < 1_000; sent++) server.notify.resourceUpdated(uri);
  await clock.advance(30_000);
  expect(server.sessions.list()).toMatchObject([{ listening: false }]);
  connection.socket.resume();
  await connection.closed();
});

/** A server whose callers' credentials expire 20 seconds after the start. */
function expiring() {
  const { server, clock, ...rest } = testServer();
  const expiresAt = clock.wallTime() + 20_000;
  const auth = authenticating('tokens', ({ value }) =>
    principal('ada', value === 'old' ? { expiresAt } : { expiresAt: expiresAt + 3_600_000 }),
  );
  return { server: server.use(auth), clock, ...rest };
}

test('ends a stream when its credential expires; a new one goes on', async () => {
  const { server, clock } = expiring();
  const session = await openSession(server, { headers: bearer('old') });
  const reader = new EventReader(await session.listen());
  await reader.next();
  const next = reader.next();
  await clock.advance(19_999);
  expect(server.sessions.list()).toMatchObject([{ listening: true }]);
  await clock.advance(1);
  expect(await next).toBeUndefined();
  change(server);
  const fresh = { ...bearer('new'), 'last-event-id': reader.lastEventId ?? '' };
  const again = new EventReader(await session.listen(fresh));
  expect(await again.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
  const following = again.next();
  await clock.advance(60_000);
  expect(server.sessions.list()).toMatchObject([{ listening: true }]);
  await again.leave();
  await following;
});

test('ends the stream of a call whose credential has expired; the call goes on, for whoever has a new one', async () => {
  const { server, clock } = expiring();
  const calls = heldTool(server);
  const session = await openSession(server, { headers: bearer('old') });
  const answer = session.post(toolCall(1, 'hold', {}, { progressToken: 1 }));
  const { call, release } = await calls.next();
  call.progress(1);
  const reader = new EventReader(await answer);
  const messages = reader.messages();
  await clock.advance(20_000);
  expect(await messages).toMatchObject([{ method: 'notifications/progress' }]);
  expect(call.signal.aborted).toBe(false);
  release('done');
  await clock.advance(0);
  const fresh = { ...bearer('new'), 'last-event-id': reader.lastEventId ?? '' };
  expect(await messagesOf(await session.listen(fresh))).toMatchObject([
    { id: 1, result: { content: [{ text: 'done' }] } },
  ]);
});
