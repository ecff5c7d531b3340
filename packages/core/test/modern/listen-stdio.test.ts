import { expect, test } from '@jest/globals';
import { fakeClock } from '@toolgate/testing';
import { leastMeta } from '../protocol/modern/modern-messages.js';
import { cancelled, type SentMessage } from '../support/messages.js';
import { modernRequest, subscriptionKey } from '../support/modern-wire.js';
import { slowTaskStore } from '../support/slow-task-store.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

const listen = (id: string | number, notifications: object) =>
  modernRequest('subscriptions/listen', { notifications }, { id });
const tools = { toolsListChanged: true };
const about = ({ id, method, params }: SentMessage) => [
  method ?? 'result',
  id ?? Object(params?._meta)[subscriptionKey],
];

/** A pipe to a server whose tool `toggle` changes the list of tools. */
function toggling() {
  const { server } = testServer({ limits: { streams: 2 } });
  server.resource('page', { template: 'test://page/{number}' }, ({ number }) => number);
  let on = true;
  server.tool('toggle', { description: 'Toggles' }, () => {
    on = !on;
    if (on) server.tools.enable('echo');
    else server.tools.disable('echo');
    return on;
  });
  return {
    server,
    pipe: new StdioPipe(server),
    toggle: (id: number) => modernRequest('tools/call', { name: 'toggle' }, { id }),
  };
}

test('several listeners share the pipe, and a change is told before the answer to the call that made it', async () => {
  const { server, pipe, toggle } = toggling();
  expect(about(await pipe.send(listen(1, tools)).next())).toEqual(['notifications/subscriptions/acknowledged', 1]);
  const both = { ...tools, resourceSubscriptions: ['test://page/1'] };
  expect(about(await pipe.send(listen('1', both)).next())).toEqual(['notifications/subscriptions/acknowledged', '1']);
  pipe.send(toggle(2));
  expect([about(await pipe.next()), about(await pipe.next()), about(await pipe.next())]).toEqual([
    ['notifications/tools/list_changed', 1],
    ['notifications/tools/list_changed', '1'],
    ['result', 2],
  ]);
  server.notify.resourceUpdated('test://page/1');
  expect(about(await pipe.next())).toEqual(['notifications/resources/updated', '1']);
  expect(await pipe.send(listen(3, tools)).next()).toMatchObject({ id: 3, error: { code: 50300 } });
});

test.each([0, 'x'])('the cancelled listener %j is silent from then on, and its place is free', async (id) => {
  const { server, pipe, toggle } = toggling();
  await pipe.send(listen(id, tools)).next();
  await pipe.send(listen('other', tools)).next();
  pipe.send(cancelled(id));
  pipe.send(toggle(2));
  expect([about(await pipe.next()), about(await pipe.next())]).toEqual([
    ['notifications/tools/list_changed', 'other'],
    ['result', 2],
  ]);
  expect(about(await pipe.send(listen(id, tools)).next())).toEqual(['notifications/subscriptions/acknowledged', id]);
  pipe.send({ ...cancelled(id), params: { requestId: id, _meta: leastMeta } });
  await pipe.send(modernRequest('tools/list')).next();
  await server.close();
  expect(about(await pipe.next())).toEqual(['result', 'other']);
  await pipe.done;
  expect(pipe.received.size).toBe(0);
});

test('a listener that is cancelled before it is acknowledged hears nothing', async () => {
  const clock = fakeClock();
  const { store, asked } = slowTaskStore(clock);
  const { server } = testServer({ clock, tasks: { store }, limits: { streams: 1 } });
  const pipe = new StdioPipe(server);
  for (let id = 0; id < 3; id++) {
    pipe.send(listen(id, { ...tools, taskIds: ['x'] }));
    const release = await asked.next();
    pipe.send(cancelled(id));
    await pipe.send(modernRequest('tools/list', {}, { id: 'list' })).next();
    release();
    await clock.advance(0);
  }
  server.tools.disable('echo');
  await Promise.resolve();
  expect(pipe.received.size).toBe(0);
  expect(about(await pipe.send(listen(9, tools)).next())).toEqual(['notifications/subscriptions/acknowledged', 9]);
});

test('the end of the input ends every listener gracefully, then the server', async () => {
  const { server, pipe } = toggling();
  await pipe.send(listen(1, tools)).next();
  await pipe.send(listen(2, tools)).next();
  pipe.input.end();
  await pipe.done;
  expect([about(await pipe.next()), about(await pipe.next())]).toEqual([
    ['result', 1],
    ['result', 2],
  ]);
  server.tools.disable('toggle');
  await Promise.resolve();
  expect(pipe.received.size).toBe(0);
  const again = new StdioPipe(server);
  for (const id of [1, 2]) await again.send(listen(id, tools)).next();
  again.input.end();
  await again.done;
});

test('a listener that comes with the end of the input is acknowledged and ended', async () => {
  const { server, pipe } = toggling();
  pipe.send(listen(1, tools)).input.end();
  await pipe.done;
  expect([about(await pipe.next()), about(await pipe.next())]).toEqual([
    ['notifications/subscriptions/acknowledged', 1],
    ['result', 1],
  ]);
  server.tools.disable('toggle');
  await Promise.resolve();
  expect(pipe.received.size).toBe(0);
});

test('the end of the server ends them too', async () => {
  const { server, pipe } = toggling();
  await pipe.send(listen(1, tools)).next();
  await server.close();
  await pipe.done;
  expect(await pipe.next()).toEqual({
    jsonrpc: '2.0',
    id: 1,
    result: { resultType: 'complete', _meta: { [subscriptionKey]: 1 } },
  });
});
