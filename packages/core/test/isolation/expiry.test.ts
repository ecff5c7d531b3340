import { expect, test } from '@jest/globals';
import { bearer } from '../identity/token-auth.js';
import { clientSession, openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { ping, toolCall } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { sseClient } from '../support/sse-client.js';
import { testServer } from '../support/test-server.js';
import { changingAuth } from './changing-auth.js';

const short = bearer('short');
const long = bearer('long');
const lifetimeMs = 20_000;

/** Two tokens of one caller: `short` for 20 seconds, `long` for ever. */
function expiring() {
  const { server, clock, log } = testServer({ legacySse: true });
  const { plugin, grant } = changingAuth();
  grant('short', 'ada', { expiresAt: clock.wallTime() + lifetimeMs });
  grant('long', 'ada', {});
  const guarded = server.use(plugin).resource('news', { uri: 'news:today', description: 'News' }, () => 'news');
  return { server: guarded, clock, log, calls: heldTool(guarded) };
}

test('refuses an expired token in a session on every verb, which goes on with another token', async () => {
  const { server, clock } = expiring();
  const own = await openSession(server, { headers: short });
  await clock.advance(lifetimeMs - 1);
  expect((await own.post(ping())).status).toBe(200);
  await clock.advance(1);
  const refused = [
    await own.post(ping()),
    await own.post({ jsonrpc: '2.0', id: 1, result: {} }),
    await own.listen(),
    await own.listen({ 'last-event-id': '1-0' }),
    await own.end(),
  ];
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  expect((await clientSession(server, own.id, { headers: long }).post(ping())).status).toBe(200);
});

test('closes the stream of a session the moment its token expires', async () => {
  const { server, clock } = expiring();
  const own = await openSession(server, { headers: short });
  const reader = new EventReader(await own.listen());
  await reader.next();
  await clock.advance(lifetimeMs - 1);
  server.tool('new', { description: 'New' }, () => 'new');
  expect(await reader.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
  await clock.advance(1);
  server.tools.remove('new');
  expect(await reader.message()).toBeUndefined();
});

test('closes a resumed stream with the token that resumed it', async () => {
  const { server, clock } = expiring();
  const own = await openSession(server, { headers: long });
  const first = new EventReader(await own.listen());
  await first.next();
  const resumed = clientSession(server, own.id, { headers: short });
  const second = new EventReader(await resumed.listen({ 'last-event-id': first.lastEventId ?? '' }));
  await clock.advance(lifetimeMs);
  server.tool('new', { description: 'New' }, () => 'new');
  expect(await second.message()).toBeUndefined();
});

test('keeps the answer of a call whose token expired for the same caller with another token', async () => {
  const { server, clock, calls } = expiring();
  const own = await openSession(server, { headers: short });
  const call = own.post(toolCall(1, 'hold', {}, { progressToken: 1 }));
  const held = await calls.next();
  held.call.progress(1);
  const reader = new EventReader(await call);
  await reader.message();
  await clock.advance(lifetimeMs);
  held.release('late');
  expect(await reader.messages()).toEqual([]);
  expect(reader.text).not.toContain('late');
  const renewed = clientSession(server, own.id, { headers: long });
  const rest = new EventReader(await renewed.listen({ 'last-event-id': reader.lastEventId ?? '' }));
  expect(await rest.messages()).toMatchObject([{ id: 1, result: { content: [{ text: 'late' }] } }]);
});

test('ends a 2026 subscription the moment its token expires, and others of the caller stay', async () => {
  const { server, clock } = expiring();
  const listen = async (headers: Record<string, string>) => {
    const notifications = { resourceSubscriptions: ['news:today'] };
    const reader = new EventReader(await modernPost(server, 'subscriptions/listen', { notifications }, { headers }));
    await reader.message();
    return reader;
  };
  const [ending, staying] = [await listen(short), await listen(long)];
  await clock.advance(lifetimeMs);
  server.notify.resourceUpdated('news:today');
  expect(await ending.message()).toBeUndefined();
  expect(await staying.message()).toMatchObject({ params: { uri: 'news:today' } });
});

test('closes a connection of HTTP+SSE the moment the token expires that opened it', async () => {
  const { server, clock } = expiring();
  const client = await sseClient(server, short);
  expect(await client.ask(toolCall(1, 'echo'))).toMatchObject({ result: { content: [{ text: 'echo' }] } });
  await clock.advance(lifetimeMs);
  expect((await client.post(ping(2))).status).toBe(401);
  expect((await client.post(ping(2), long)).status).toBe(404);
  expect(await client.reader.messages()).toEqual([]);
});
