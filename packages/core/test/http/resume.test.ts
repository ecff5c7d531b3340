import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { cancelled, messagesOf, type SentMessage, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';

const withProgress = (id: unknown, name = 'hold') => toolCall(id, name, {}, { progressToken: 't' });
const steps = (messages: readonly (SentMessage | undefined)[]) =>
  messages.map((message) => message?.params?.progress ?? message?.id);

/** A call whose client reads the first of its events, and knows where it stands. */
async function begun() {
  const { server, ...rest } = testServer();
  const calls = heldTool(server);
  const session = await openSession(server);
  const answer = session.post(withProgress('call'));
  const { call, release } = await calls.next();
  call.progress(1);
  const reader = new EventReader(await answer);
  expect(steps([await reader.message()])).toEqual([1]);
  const resume = async (id = reader.lastEventId ?? '') => {
    const response = await session.listen({ 'last-event-id': id });
    expect(response.status).toBe(200);
    return new EventReader(response);
  };
  return { ...rest, server, session, call, release, reader, resume };
}

test('replays what followed on the event, and goes on from there to the answer', async () => {
  const { call, release, reader, resume, clock } = await begun();
  await reader.leave();
  call.progress(2);
  call.progress(3);
  const resumed = await resume();
  expect(steps([await resumed.message(), await resumed.message()])).toEqual([2, 3]);
  call.progress(4);
  expect(steps([await resumed.message()])).toEqual([4]);
  release('done');
  await clock.advance(0);
  expect(steps(await resumed.messages())).toEqual(['call']);
});

test('does not take the departure of its client for a cancellation', async () => {
  const { call, release, reader, resume, clock } = await begun();
  await reader.leave();
  await clock.advance(60_000 - 1);
  expect(call.signal.aborted).toBe(false);
  release('done');
  await clock.advance(0);
  expect(await (await resume()).messages()).toMatchObject([{ id: 'call', result: { content: [{ text: 'done' }] } }]);
});

test('replays the answer as often as it is asked for, from any of its events', async () => {
  const { call, release, reader, resume, clock } = await begun();
  for (const step of [2, 3]) call.progress(step);
  release('done');
  await clock.advance(0);
  const primed = `${reader.lastEventId?.split('-')[0]}-0`;
  const ids = [primed, reader.lastEventId ?? ''];
  expect(steps(await reader.messages())).toEqual([2, 3, 'call']);
  const last = reader.lastEventId ?? '';
  for (let round = 0; round < 2; round++) {
    expect(steps(await (await resume(ids[0])).messages())).toEqual([1, 2, 3, 'call']);
    expect(steps(await (await resume(ids[1])).messages())).toEqual([2, 3, 'call']);
    expect(steps(await (await resume(last)).messages())).toEqual([]);
  }
});

test('takes a stream over that still looks connected: the old connection ends, each event goes to one of them', async () => {
  const { call, release, reader, resume, clock } = await begun();
  const id = reader.lastEventId;
  const stale = reader.messages();
  call.progress(2);
  const first = await resume(id);
  const second = await resume(id);
  call.progress(3);
  release('done');
  await clock.advance(0);
  expect(steps(await stale)).toEqual([2]);
  expect(steps(await first.messages())).toEqual([2]);
  expect(steps(await second.messages())).toEqual([2, 3, 'call']);
});

test('lets a client that came back leave and come back again', async () => {
  const { call, release, reader, resume, clock } = await begun();
  await reader.leave();
  let id = reader.lastEventId;
  for (let step = 2; step < 10; step++) {
    call.progress(step);
    await clock.advance(100);
    const resumed = await resume(id);
    expect(steps([await resumed.message()])).toEqual([step]);
    id = resumed.lastEventId;
    await resumed.leave();
  }
  release('done');
  await clock.advance(0);
  expect(steps(await (await resume(id)).messages())).toEqual(['call']);
});

test('ends a resumed stream without an answer when the call is cancelled', async () => {
  const { session, call, reader, resume } = await begun();
  await reader.leave();
  const resumed = await resume();
  await session.post(cancelled('call'));
  expect(call.signal.aborted).toBe(true);
  expect(await resumed.messages()).toEqual([]);
});

test('answers a resumed call when its session is deleted; afterwards nothing is replayed', async () => {
  const { session, reader, resume } = await begun();
  await reader.leave();
  const resumed = await resume();
  await session.end();
  expect(await resumed.messages()).toMatchObject([{ id: 'call', result: { isError: true } }]);
  expect((await session.listen({ 'last-event-id': reader.lastEventId ?? '' })).status).toBe(404);
});

test('lets a resumed call finish while the server drains', async () => {
  const { server, clock, release, reader, resume } = await begun();
  await reader.leave();
  const resumed = await resume();
  const closed = server.close();
  await clock.advance(100);
  release('done');
  expect(await resumed.messages()).toMatchObject([{ id: 'call', result: { content: [{ text: 'done' }] } }]);
  expect(await closed).toMatchObject({ aborted: 0, leftOpen: 0 });
});

test('replays what belongs to no request on the stream it went to, and goes on listening there', async () => {
  const { server } = testServer();
  const session = await openSession(server);
  const reader = new EventReader(await session.listen());
  await reader.next();
  await reader.leave();
  server.resource('one', { uri: 'test://one', description: 'One' }, () => '1');
  await Promise.resolve();
  server.tool('two', { description: 'Two' }, () => '2');
  const resumed = new EventReader(await session.listen({ 'last-event-id': reader.lastEventId ?? '' }));
  expect(await resumed.message()).toMatchObject({ method: 'notifications/resources/list_changed' });
  expect(await resumed.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
  // It listens, so a plain stream has to wait.
  expect((await session.listen()).status).toBe(409);
  server.prompt('three', {}, () => '3');
  expect(await resumed.message()).toMatchObject({ method: 'notifications/prompts/list_changed' });
});

test('sends the answer of a call on its own stream, while the session listens on another', async () => {
  const { session, release, reader, resume, clock } = await begun();
  const listening = new EventReader(await session.listen());
  await listening.next();
  await reader.leave();
  release('done');
  await clock.advance(0);
  expect(steps(await (await resume()).messages())).toEqual(['call']);
  await session.end();
  expect(await listening.messages()).toEqual([]);
});

test('answers a call with 404 of which too little is kept, and one whose stream made room for others', async () => {
  const { server } = testServer();
  server.tool('chatty', { description: 'Says much', input: { kilobytes: z.number() } }, ({ kilobytes }, call) => {
    call.message('info', 'begins');
    for (let said = 0; said < kilobytes; said++) call.message('info', 'x'.repeat(1_024));
    return 'done';
  });
  const session = await openSession(server);
  const chatty = async (kilobytes: number) => {
    const reader = new EventReader(await session.post(toolCall(kilobytes, 'chatty', { kilobytes })));
    await reader.next();
    const id = reader.lastEventId ?? '';
    await reader.messages();
    return id;
  };
  const [small, large] = [await chatty(10), await chatty(2_000)];
  expect((await messagesOf(await session.listen({ 'last-event-id': small }))).length).toBe(12);
  expect((await session.listen({ 'last-event-id': large })).status).toBe(404);
  for (let call = 0; call < 64; call++) await chatty(0);
  expect((await session.listen({ 'last-event-id': small })).status).toBe(404);
});
