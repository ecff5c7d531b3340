import { expect, test } from '@jest/globals';
import type { Call, Handler } from '@toolgate/core';
import { z } from 'zod';
import { Arrivals } from '../support/arrivals.js';
import { accepted, askingCall } from '../support/asking-call.js';
import { pumped } from '../support/pumped.js';
import { retryOnce } from '../support/retry-once.js';

const elicit = (call: Call, key = 'who') => call.elicit(key, { message: 'Who?', form: { name: z.string() } });
const minute = 60_000;
/** A call whose client reads all the time. */
async function pumpedCall(...call: Parameters<typeof askingCall>) {
  const { reader, ...rest } = await askingCall(...call);
  return { messages: pumped(reader), ...rest };
}

const never = () => new Promise<never>(() => undefined);
const timedOut = (text: string) => ({
  id: 'call',
  result: {
    isError: true,
    content: [{ text: expect.stringContaining(text) }],
    _meta: { 'toolgate/error': { code: 'TIMEOUT' } },
  },
});

test('lets the user think for longer than the tool may take', async () => {
  const { clock, messages, answer } = await pumpedCall(async (call) => (await elicit(call)).action);
  const question = await messages.next();
  await clock.advance(9 * minute);
  await answer(question, accepted({ name: 'Ada' }));
  expect([await messages.next()]).toMatchObject([{ id: 'call', result: { content: [{ text: '"accept"' }] } }]);
});

test('gives the tool its whole time anew after the answer, and no more', async () => {
  const { clock, messages, answer } = await pumpedCall(async (call) => {
    await elicit(call);
    return never();
  });
  const question = await messages.next();
  await clock.advance(minute);
  await answer(question, accepted({ name: 'Ada' }));
  await clock.advance(9_999);
  expect(messages.size).toBe(0);
  await clock.advance(1);
  expect([await messages.next()]).toMatchObject([timedOut('10 s')]);
});

test('stands still until the last of several questions is answered', async () => {
  const { clock, messages, answer } = await pumpedCall(async (call) => {
    const answers = [elicit(call, 'one'), elicit(call, 'two')];
    await Promise.race(answers);
    return Promise.all(answers);
  });
  const [one, two] = [await messages.next(), await messages.next()];
  await clock.advance(minute);
  await answer(one, accepted({ name: 'Ada' }));
  await clock.advance(minute);
  await answer(two, accepted({ name: 'Bob' }));
  expect([await messages.next()]).toMatchObject([
    { id: 'call', result: { content: [{ text: expect.stringContaining('Bob') }] } },
  ]);
});

test('stands still for an answer that does not fit no longer than until it comes', async () => {
  const { clock, messages, answer } = await pumpedCall(async (call) => {
    await elicit(call).catch(() => undefined);
    return never();
  });
  await answer(await messages.next(), { result: {} });
  await clock.advance(10_000);
  expect([await messages.next()]).toMatchObject([timedOut('10 s')]);
});

test('ends a call at its deadline, though the client is being asked, and takes the question back', async () => {
  const { clock, messages, answer, server } = await pumpedCall((call) => elicit(call));
  const question = await messages.next();
  await clock.advance(10 * minute - 1);
  expect(server.sessions.list()).toMatchObject([{ requestsInFlight: 1 }]);
  await clock.advance(1);
  expect([await messages.next(), await messages.next()]).toMatchObject([
    { method: 'notifications/cancelled', params: { requestId: question.id } },
    timedOut('longer than any call may'),
  ]);
  expect((await answer(question, accepted({ name: 'Ada' }))).status).toBe(202);
});

test('does not move the deadline on, however often the client is asked', async () => {
  const { clock, messages, answer } = await pumpedCall(async (call) => {
    for (let round = 0; ; round++) await elicit(call, `round-${round}`);
  });
  for (let round = 0; round < 5; round++) {
    const question = await messages.next();
    await clock.advance(2 * minute - 1);
    await answer(question, accepted({ name: 'Ada' }));
  }
  await clock.advance(5);
  expect(await messages.next()).toMatchObject({ method: 'elicitation/create' });
  expect([await messages.next(), await messages.next()]).toMatchObject([
    { method: 'notifications/cancelled' },
    timedOut('longer than any call may'),
  ]);
});

test('does not move the deadline on for a plugin that asks', async () => {
  const asking =
    (next: Handler): Handler =>
    async (call) => {
      await elicit(call, 'plugin');
      return next(call);
    };
  const { clock, messages, answer } = await pumpedCall(() => 'done', { deadline: '1m' }, asking);
  const question = await messages.next();
  await clock.advance(59_999);
  await clock.advance(1);
  expect([await messages.next(), await messages.next()]).toMatchObject([
    { method: 'notifications/cancelled', params: { requestId: question.id } },
    timedOut('longer than any call may'),
  ]);
  expect((await answer(question, accepted({ name: 'Ada' }))).status).toBe(202);
});

test('keeps an attempt that timed out from asking in the place of the next one', async () => {
  const attempts = new Arrivals<Call>();
  const { clock, messages, answer, session } = await late(attempts, retryOnce);
  expect(session.id).toBeDefined();
  const [first, second] = [await attempts.next(), await attempts.next()];
  await expect(elicit(first)).rejects.toThrow('10 s');
  const name = elicit(second);
  await answer(await messages.next(), accepted({ name: 'Ada' }));
  expect(await name).toEqual({ action: 'accept', content: { name: 'Ada' } });
  await clock.advance(10_000);
  expect([await messages.next()]).toMatchObject([timedOut('10 s')]);
});

/** A call of two attempts, the first of which has timed out without asking. */
async function late(attempts: Arrivals<Call>, wrap: (next: Handler) => Handler) {
  const asking = pumpedCall(
    (call) => {
      attempts.push(call);
      call.message('info', 'begins');
      return never();
    },
    {},
    wrap,
  );
  const { clock, messages, ...rest } = await asking;
  expect(await messages.next()).toMatchObject({ method: 'notifications/message' });
  await clock.advance(10_000);
  expect(await messages.next()).toMatchObject({ method: 'notifications/message' });
  return { clock, messages, ...rest };
}
