import { expect, test } from '@jest/globals';
import type { Call } from '@toolgate/core';
import { z } from 'zod';
import { accept, askedKeys, modernWire, nextRound, taskable } from '../support/modern-wire.js';
import { retryOnce } from '../support/retry-once.js';
import { testServer } from '../support/test-server.js';

const ask = (call: Call, key: string) => call.elicit(key, { message: `${key}?`, form: { name: z.string() } });
const named = (name: string) => accept({ name });

/** A server whose tool becomes a task where its handler says so. */
function manual(handler: (call: Call) => unknown) {
  const { server, clock } = testServer();
  server.tool('work', { description: 'Works', task: 'manual' }, async (_input, call) =>
    JSON.stringify(await handler(call)),
  );
  const wire = modernWire(server, { capabilities: taskable });
  const about = async (method: string, taskId: unknown, more: object = {}) => {
    await clock.advance(0);
    return wire.ask(method, { taskId, ...more });
  };
  return { server, wire, about };
}

test('a manual tool asks before it is a task, and again when it is one', async () => {
  const { wire, about } = manual(async (call) => {
    const before = await ask(call, 'before');
    await call.background();
    return [before, await ask(call, 'within')];
  });
  const first = await wire.call('work');
  expect(first.result).toMatchObject({ resultType: 'input_required', requestState: expect.any(String) });
  expect(first.result).not.toHaveProperty('taskId');
  const second = await wire.call('work', {}, nextRound(first, { before: named('Alice') }));
  expect(second.result).toMatchObject({ resultType: 'task', status: 'working' });
  for (const key of ['requestState', 'inputRequests']) expect(second.result).not.toHaveProperty(key);
  const taskId = second.result?.taskId;
  expect(askedKeys(await about('tasks/get', taskId))).toEqual(['within']);
  await about('tasks/update', taskId, { inputResponses: { within: named('Bob') } });
  const { result } = await about('tasks/get', taskId);
  expect(result).toMatchObject({ status: 'completed' });
  expect(JSON.stringify(result)).toMatch(/Alice.*Bob/);
});

test('what was asked before and not answered keeps a call from becoming a task', async () => {
  const { wire } = manual(async (call) => {
    void ask(call, 'who');
    await call.background().catch(() => undefined);
    return 'done';
  });
  const reply = await wire.call('work');
  expect(reply.result).toMatchObject({ resultType: 'input_required' });
  expect(askedKeys(reply)).toEqual(['who']);
});

test('an attempt that is repeated asks nothing again, be it answered before the task or in it', async () => {
  let failures = 1;
  const { server, wire, about } = manual(async (call) => {
    const before = await ask(call, 'before');
    await call.background();
    const within = await ask(call, 'within');
    if (failures-- > 0) throw new Error('not yet');
    return [before, within];
  });
  server.use({ name: 'retry', stage: 'guard', wrap: retryOnce });
  const first = await wire.call('work');
  const { result } = await wire.call('work', {}, nextRound(first, { before: named('Alice') }));
  await about('tasks/update', result?.taskId, { inputResponses: { within: named('Bob') } });
  const ended = await about('tasks/get', result?.taskId);
  expect(ended.result).toMatchObject({ status: 'completed' });
  expect(JSON.stringify(ended.result)).toMatch(/Alice.*Bob/);
});
