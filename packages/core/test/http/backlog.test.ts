import { expect, test } from '@jest/globals';
import type { Call } from '@toolgate/core';
import { z } from 'zod';
import { accepted } from '../support/asking-call.js';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';

const kilobyte = 'x'.repeat(1_024);

/** More than a client may leave unread, at one go. */
function flood(call: Call): void {
  for (let said = 0; said < 3_000; said++) call.message('info', kilobyte);
}

/** A call in its handler whose client is reading, or will read. */
async function inFlight() {
  const { server, clock, log } = testServer();
  const calls = heldTool(server);
  const session = await openSession(server, { capabilities: { elicitation: {} } });
  const answer = session.post(toolCall('call', 'hold'));
  return { server, clock, log, session, answer, ...(await calls.next()) };
}

test('drops log messages that a client does not keep up with, and never the answer', async () => {
  const { answer, call, release, log } = await inFlight();
  flood(call);
  release('done');
  const messages = await new EventReader(await answer).messages();
  expect(messages.length).toBeGreaterThan(900);
  expect(messages.length).toBeLessThan(1_100);
  expect(messages.at(-1)).toMatchObject({ id: 'call', result: { content: [{ text: 'done' }] } });
  expect(log.records).toEqual([]);
});

test('never drops a question, and cuts nobody for it', async () => {
  const { session, answer, call, release } = await inFlight();
  flood(call);
  const name = call.elicit('name', { message: 'Who?', form: { name: z.string() } });
  const reader = new EventReader(await answer);
  let message = await reader.message();
  while (message?.method === 'notifications/message') message = await reader.message();
  expect(message).toMatchObject({ method: 'elicitation/create' });
  await session.post({ jsonrpc: '2.0', id: message?.id, ...accepted({ name: 'Ada' }) });
  release((await name).action);
  expect(await reader.messages()).toMatchObject([{ id: 'call', result: { content: [{ text: 'accept' }] } }]);
});

test('answers 404 to who comes back for more than is kept, and leaves the stream to who has it', async () => {
  const { session, answer, call, release } = await inFlight();
  call.message('info', 'first');
  const reader = new EventReader(await answer);
  await reader.message();
  flood(call);
  expect((await session.listen({ 'last-event-id': reader.lastEventId ?? '' })).status).toBe(404);
  release('done');
  expect((await reader.messages()).at(-1)).toMatchObject({ id: 'call' });
});

test('bounds what waits for the client that is connected, not for one that has gone', async () => {
  const { session, answer, call, release } = await inFlight();
  call.message('info', 'first');
  const stale = new EventReader(await answer);
  await stale.message();
  for (let said = 0; said < 500; said++) call.message('info', kilobyte);
  const reader = new EventReader(await session.listen({ 'last-event-id': stale.lastEventId ?? '' }));
  const messages = reader.messages();
  for (let round = 0; round < 10; round++) {
    for (let said = 0; said < 100; said++) call.message('info', `${round} ${said}`);
    await new Promise(setImmediate);
  }
  release('done');
  expect(await messages).toHaveLength(500 + 1_000 + 1);
});

test('cuts a client that listens and does not read, rather than keep a megabyte for it', async () => {
  const { server } = testServer();
  const uri = `test://${'x'.repeat(8_000)}`;
  server.resource('watched', { uri, description: 'Watched' }, () => 'x');
  const session = await openSession(server);
  await session.post({ jsonrpc: '2.0', id: 1, method: 'resources/subscribe', params: { uri } });
  const reader = new EventReader(await session.listen());
  await reader.next();
  for (let sent = 0; sent < 100; sent++) server.notify.resourceUpdated(uri);
  expect(server.sessions.list()).toMatchObject([{ listening: true }]);
  for (let sent = 0; sent < 100; sent++) server.notify.resourceUpdated(uri);
  expect(server.sessions.list()).toMatchObject([{ listening: false }]);
});
