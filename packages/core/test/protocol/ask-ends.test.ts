import { expect, test } from '@jest/globals';
import type { Call, Server } from '@toolgate/core';
import { z } from 'zod';
import { Arrivals } from '../support/arrivals.js';
import { accepted, askingCall, askingServer, everyCapability } from '../support/asking-call.js';
import { EventReader } from '../support/event-reader.js';
import { cancelled, messagesOf, type SentMessage, toolCall } from '../support/messages.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { initialize } from '../support/wire.js';

const elicit = (call: Call, key = 'who') => call.elicit(key, { message: 'Who?', form: { name: z.string() } });
const takenBack = (question: SentMessage | undefined) => ({
  method: 'notifications/cancelled',
  params: { requestId: question?.id },
});
const failed = { id: 'call', result: { isError: true } };

test('takes its question back when the call is cancelled, and ends the stream without an answer', async () => {
  const calls = new Arrivals<Call>();
  const { session, reader, answer, log } = await askingCall((call) => {
    calls.push(call);
    return elicit(call);
  });
  const question = await reader.message();
  await session.post(cancelled('call'));
  expect((await calls.next()).signal.aborted).toBe(true);
  expect(await reader.messages()).toMatchObject([takenBack(question)]);
  expect((await answer(question, accepted({ name: 'Ada' }))).status).toBe(202);
  expect(log.records).toEqual([]);
});

test('ends the call with an error when its session is deleted, and asks nobody any more', async () => {
  const { session, reader, log } = await askingCall((call) => elicit(call));
  const question = await reader.message();
  await session.end();
  expect(await reader.messages()).toMatchObject([takenBack(question), failed]);
  expect(log.records).toEqual([]);
});

test('waits for a client that has gone, asks it again when it comes back, and takes the answer', async () => {
  const { session, reader, answer, clock } = await askingCall((call) => elicit(call));
  const question = await reader.message();
  await reader.leave();
  await clock.advance(60_000);
  const again = new EventReader(await session.listen({ 'last-event-id': `${reader.lastEventId?.split('-')[0]}-0` }));
  expect(await again.message()).toEqual(question);
  await answer(question, accepted({ name: 'Ada' }));
  expect(await again.messages()).toMatchObject([
    { id: 'call', result: { content: [{ text: expect.stringContaining('Ada') }] } },
  ]);
});

test('takes the answer of a client that cannot be reached, and keeps the result for it', async () => {
  const { session, reader, answer, clock } = await askingCall((call) => elicit(call));
  const question = await reader.message();
  await reader.leave();
  await answer(question, accepted({ name: 'Ada' }));
  await clock.advance(0);
  const rest = await session.listen({ 'last-event-id': reader.lastEventId ?? '' });
  expect(await messagesOf(rest)).toMatchObject([
    { id: 'call', result: { content: [{ text: expect.stringContaining('Ada') }] } },
  ]);
});

test('takes back the questions that a tool has not waited for, before its answer', async () => {
  const { reader, answer, log } = await askingCall(async (call) => {
    const name = elicit(call);
    void call.sample('model', { messages: [], maxTokens: 1 }).catch(() => undefined);
    return (await name).action;
  });
  const [name, model] = [await reader.message(), await reader.message()];
  await answer(name, { result: { action: 'decline' } });
  expect(await reader.messages()).toMatchObject([
    takenBack(model),
    { id: 'call', result: { content: [{ text: '"decline"' }] } },
  ]);
  expect((await answer(model, { result: {} })).status).toBe(202);
  expect(log.records).toEqual([]);
});

test('asks nothing any more for a call that has been answered', async () => {
  const calls = new Arrivals<Call>();
  const { session, reader, answer } = await askingCall(async (call) => {
    calls.push(call);
    return (await elicit(call)).action;
  });
  await answer(await reader.message(), { result: { action: 'cancel' } });
  expect(await reader.messages()).toMatchObject([{ id: 'call' }]);
  await expect(elicit(await calls.next(), 'late')).rejects.toThrow('over');
  const rest = await session.listen({ 'last-event-id': reader.lastEventId ?? '' });
  expect(await messagesOf(rest)).toEqual([]);
});

test('asks nothing any more for a call that never asked before it was answered', async () => {
  const calls = new Arrivals<Call>();
  const { server, log } = askingServer((call) => calls.push(call));
  const pipe = await asked(server);
  expect(await pipe.next()).toMatchObject({ id: 'call' });
  await expect(elicit(await calls.next(), 'late')).rejects.toThrow('over');
  expect(pipe.received.size).toBe(0);
  expect(log.records).toEqual([]);
});

test('fails the questions of a client on stdio that has nothing more to say, and answers its call', async () => {
  const { server } = askingServer((call) => elicit(call));
  const pipe = await asked(server);
  expect(await pipe.next()).toMatchObject({ method: 'elicitation/create' });
  pipe.input.end();
  expect(await pipe.next()).toMatchObject(failed);
  await pipe.done;
});

test('gives a repeated attempt the answers that there are, and asks the client once', async () => {
  let attempts = 0;
  const { reader, answer, log } = await askingCall(
    async (call) => {
      const { action } = await elicit(call);
      attempts += 1;
      if (attempts < 3) throw new Error('not yet');
      return `${action} after ${attempts}`;
    },
    {},
    (next) => async (call) => {
      for (;;) {
        try {
          return await next(call);
        } catch (error) {
          if (attempts === 3) throw error;
        }
      }
    },
  );
  await answer(await reader.message(), accepted({ name: 'Ada' }));
  expect(await reader.messages()).toMatchObject([{ id: 'call', result: { content: [{ text: '"accept after 3"' }] } }]);
  expect(log.records).toEqual([]);
});

/** A client on stdio that declares everything and has called `ask`. */
async function asked(server: Server): Promise<StdioPipe> {
  const pipe = new StdioPipe(server);
  const { params, ...rest } = initialize();
  await pipe.send({ ...rest, params: { ...params, capabilities: everyCapability } }).next();
  return pipe.send(toolCall('call', 'ask'));
}
