import { expect, test } from '@jest/globals';
import { connect } from '@toolgate/testing';
import { z } from 'zod';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, toolCall } from '../support/messages.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { post } from '../support/wire.js';

/** A call in its handler, in a session of a revision. */
async function inFlight(protocolVersion = '2025-11-25', headers = {}) {
  const { server, clock, log } = testServer();
  const calls = heldTool(server);
  const session = await openSession(server, { protocolVersion, capabilities: { elicitation: {} } });
  const answer = session.post(toolCall('call', 'hold', {}, { progressToken: 't' }), headers);
  return { server, clock, log, session, answer, ...(await calls.next()) };
}

test('ends the connection with when to come back, and the call goes on to its answer', async () => {
  const { clock, session, answer, call, release } = await inFlight();
  call.closeStream('1s');
  const reader = new EventReader(await answer);
  expect(await reader.next()).toMatchObject({ id: expect.any(String), data: '' });
  while ((await reader.next()) !== undefined);
  expect(reader.text).toMatch(/^id: \S+\ndata: \n\nretry: 1000\n\n$/);
  expect(call.signal.aborted).toBe(false);
  call.progress(1);
  release('done');
  await clock.advance(0);
  const resumed = await session.listen({ 'last-event-id': reader.lastEventId ?? '' });
  expect(await messagesOf(resumed)).toMatchObject([
    { method: 'notifications/progress', params: { progress: 1 } },
    { id: 'call', result: { content: [{ text: 'done' }] } },
  ]);
});

test('lets a client come back before there is anything, and closes that connection too', async () => {
  const { clock, session, answer, call, release } = await inFlight();
  call.progress(1);
  call.closeStream('2s');
  const first = new EventReader(await answer);
  expect(await first.messages()).toMatchObject([{ params: { progress: 1 } }]);
  const second = new EventReader(await session.listen({ 'last-event-id': first.lastEventId ?? '' }));
  call.progress(2);
  call.closeStream(1.5);
  expect(await second.messages()).toMatchObject([{ params: { progress: 2 } }]);
  expect(second.text).toContain('retry: 2\n');
  // Nobody is connected: nothing to close.
  call.closeStream(0);
  release('done');
  await clock.advance(0);
  const rest = await session.listen({ 'last-event-id': second.lastEventId ?? '' });
  expect(await messagesOf(rest)).toMatchObject([{ id: 'call' }]);
});

test('asks on the connection the client comes back with', async () => {
  const { clock, session, answer, call, release } = await inFlight();
  call.closeStream('1s');
  const first = new EventReader(await answer);
  expect(await first.messages()).toEqual([]);
  const name = call.elicit('name', { message: 'Who?', form: { name: z.string() } });
  const second = new EventReader(await session.listen({ 'last-event-id': first.lastEventId ?? '' }));
  const question = await second.message();
  expect(question).toMatchObject({ method: 'elicitation/create' });
  await session.post({ jsonrpc: '2.0', id: question?.id, result: { action: 'accept', content: { name: 'Ada' } } });
  release((await name).action);
  await clock.advance(0);
  expect(await second.messages()).toMatchObject([{ id: 'call', result: { content: [{ text: 'accept' }] } }]);
});

test.each(['2024-11-05', '2025-03-26', '2025-06-18'])(
  'keeps the connection of a client of %s, which would not come back',
  async (revision) => {
    const { answer, call, release } = await inFlight(revision);
    call.closeStream('1s');
    call.progress(1);
    const reader = new EventReader(await answer);
    expect(await reader.message()).toMatchObject({ params: { progress: 1 } });
    call.closeStream('1s');
    release('done');
    expect(await reader.messages()).toMatchObject([{ id: 'call' }]);
    expect(reader.text).not.toContain('retry');
  },
);

test('keeps the connection of a client that accepts JSON alone', async () => {
  const { answer, call, release } = await inFlight('2025-11-25', { accept: 'application/json' });
  call.closeStream('1s');
  release('done');
  const response = await answer;
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await messagesOf(response)).toMatchObject([{ id: 'call', result: {} }]);
});

test('keeps the connection where there is no session, and on stdio', async () => {
  const { server } = testServer({ sessions: false });
  server.tool('closes', { description: 'Closes its stream' }, (_input, call) => {
    call.closeStream('1s');
    return 'done';
  });
  expect(await messagesOf(await post(server, toolCall(1, 'closes')))).toMatchObject([{ id: 1, result: {} }]);
  const pipe = await new StdioPipe(server).initialized();
  expect(await pipe.send(toolCall(2, 'closes')).next()).toMatchObject({ id: 2, result: {} });
  pipe.input.end();
  await pipe.done;
});

test.each(['soon', -1, Number.NaN])('refuses %j for a time', async (retry) => {
  const { call, release } = await inFlight();
  expect(() => Reflect.apply(call.closeStream, call, [retry])).toThrow('retry of closeStream');
  release('done');
});

test('brings the official client its results, however often its streams are closed', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const client = await connect(server);
  const answers = ['one', 'two'].map((label) => client.callTool({ name: 'hold', arguments: { label } }));
  const held = [await calls.next(), await calls.next()];
  for (const { call } of held) call.closeStream(1);
  for (const { call, release } of held) release(`answer to ${Reflect.get(Object(call.input), 'label')}`);
  expect(await Promise.all(answers)).toMatchObject([
    { content: [{ text: 'answer to one' }] },
    { content: [{ text: 'answer to two' }] },
  ]);
  await client.close();
});
