import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { listener } from '../support/listener.js';
import { accept, modernRequest, modernWire, subscriptionKey, taskable } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

/** A server whose tool asks one question as a task. */
function asking() {
  const { server: plain, clock } = testServer();
  const server = plain.use(tokenAuth({ ada: [], bob: [] }));
  const form = { name: z.string() };
  server.tool('ask', { description: 'Asks', task: 'required' }, async (_input, call) => {
    const { action } = await call.elicit('who', { message: 'Who?', form });
    return action;
  });
  const as = (name: string) => ({ capabilities: taskable, headers: bearer(name) });
  const begin = async (name: string) => {
    const wire = modernWire(server, as(name));
    const { result } = await wire.call('ask');
    const taskId = String(result?.taskId);
    return { taskId, update: (who: unknown) => wire.ask('tasks/update', { taskId, inputResponses: { who } }) };
  };
  return { server, clock, as, begin };
}

test('who listens to a task hears of each change, with the whole task', async () => {
  const { server, clock, as, begin } = asking();
  const { taskId, update } = await begin('ada');
  await clock.advance(0);
  const stream = await listener(server, { taskIds: [taskId, 'unknown', taskId] }, { ...as('ada'), id: 'l' });
  expect(await stream.message()).toMatchObject({ params: { notifications: { taskIds: [taskId] } } });
  await update(7);
  await update(accept({ name: 'Ada' }));
  await clock.advance(0);
  await server.close();
  const messages = await stream.messages();
  const heard = messages.filter(({ method }) => method === 'notifications/tasks').map(({ params }) => params);
  for (const params of heard) {
    expect(params).toMatchObject({
      taskId,
      ttlMs: 3_600_000,
      createdAt: expect.any(String),
      _meta: { [subscriptionKey]: 'l' },
    });
    expect(params).not.toHaveProperty('owner');
  }
  // An answer that is none shows the question again.
  expect(heard.map((params) => params?.status)).toEqual(['working', 'input_required', 'working', 'completed']);
  expect(heard[1]).toMatchObject({ inputRequests: { who: { method: 'elicitation/create' } } });
  expect(heard.at(-1)).toMatchObject({ result: { content: [{ text: 'accept' }], resultType: 'complete' } });
});

test('a task of another caller is not granted, and not told of', async () => {
  const { server, clock, as, begin } = asking();
  const [ada, bob] = [await begin('ada'), await begin('bob')];
  const stream = await listener(server, { taskIds: [ada.taskId, bob.taskId] }, as('bob'));
  expect(await stream.message()).toMatchObject({ params: { notifications: { taskIds: [bob.taskId] } } });
  await ada.update(accept({ name: 'Ada' }));
  await clock.advance(0);
  const closed = server.close({ deadline: 0 });
  await clock.advance(1_000);
  await closed;
  expect(JSON.stringify(await stream.messages())).not.toContain(ada.taskId);
});

test('a cancelled task is told of once', async () => {
  const { server, clock, as, begin } = asking();
  const { taskId } = await begin('ada');
  await clock.advance(0);
  const stream = await listener(server, { taskIds: [taskId] }, as('ada'));
  for (let count = 0; count < 2; count++) await modernWire(server, as('ada')).ask('tasks/cancel', { taskId });
  await clock.advance(0);
  await server.close();
  const [, ...messages] = await stream.messages();
  expect(messages).toMatchObject([
    { method: 'notifications/tasks', params: { taskId, status: 'cancelled' } },
    { id: 1, result: {} },
  ]);
});

test('over stdio they interleave with everything else', async () => {
  const { server, clock } = testServer();
  server.tool('work', { description: 'Works', task: 'required' }, (_input, call) => call.roots('folders'));
  const pipe = new StdioPipe(server);
  const send = (method: string, params: object, id: number) =>
    pipe.send(modernRequest(method, params, { id, capabilities: taskable })).next();
  const { taskId } = (await send('tools/call', { name: 'work' }, 1)).result ?? {};
  await clock.advance(0);
  expect(await send('subscriptions/listen', { notifications: { taskIds: [taskId] } }, 2)).toMatchObject({
    method: 'notifications/subscriptions/acknowledged',
  });
  const inputResponses = { folders: { roots: [] } };
  pipe.send(modernRequest('tasks/update', { taskId, inputResponses }, { id: 3, capabilities: taskable }));
  const messages = [await pipe.next(), await pipe.next(), await pipe.next()];
  expect(messages.filter(({ method }) => method === 'notifications/tasks').map(({ params }) => params?.status)).toEqual(
    ['working', 'completed'],
  );
  expect(messages.filter(({ id }) => id === 3)).toMatchObject([{ result: { resultType: 'complete' } }]);
});
