import { describe, expect, it, test } from '@jest/globals';
import type { Server } from '@toolgate/core';
import { levelKey } from '../protocol/modern/modern-messages.js';
import { listener, refusedListener } from '../support/listener.js';
import { modernWire, subscriptionKey } from '../support/modern-wire.js';
import { type TestServer, testServer } from '../support/test-server.js';

const everything = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true };

/** A server with one of each kind, and what changes each list. */
function changing(): TestServer & { readonly change: Record<string, () => void> } {
  const made = testServer();
  const { server } = made;
  server.prompt('hi', { description: 'Hi' }, () => 'hi');
  server.resource('readme', { uri: 'test://readme' }, () => 'text');
  server.resource('page', { template: 'test://page/{number}' }, ({ number }) => number);
  return { ...made, change: toggles(server) };
}

function toggles(server: Server): Record<string, () => void> {
  let count = 0;
  return {
    tools: () => void server.tool(`tool ${++count}`.replace(' ', '-'), { description: 'More' }, () => 'x'),
    prompts: () => server.prompts.remove('hi'),
    resources: () => server.resources.disable('page'),
  };
}

describe.each([35, 0, 'abc', '', '35'])('a listener with the id %j', (id) => {
  const tagged = { [subscriptionKey]: id };

  it('hears first what it was granted, then of each change, then that it is over, each time under its id', async () => {
    const { server, change } = changing();
    const wanted = { ...everything, resourceSubscriptions: ['test://readme', 'test://page/7', 'test://never'] };
    const stream = await listener(server, wanted, { id });
    const granted = { ...everything, resourceSubscriptions: ['test://readme', 'test://page/7'] };
    expect(await stream.message()).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/subscriptions/acknowledged',
      params: { notifications: granted, _meta: tagged },
    });
    for (const [list, make] of Object.entries(change)) {
      make();
      const method = `notifications/${list}/list_changed`;
      expect(await stream.message()).toEqual({ jsonrpc: '2.0', method, params: { _meta: tagged } });
    }
    server.notify.resourceUpdated('test://readme');
    expect(await stream.message()).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/resources/updated',
      params: { uri: 'test://readme', _meta: tagged },
    });
    const closed = server.close();
    expect(await stream.messages()).toEqual([
      { jsonrpc: '2.0', id, result: { resultType: 'complete', _meta: tagged } },
    ]);
    expect(await closed).toMatchObject({ completed: 0, aborted: 0, leftOpen: 0 });
  });
});

test('the stream has the headers of one, and every event is one line of data', async () => {
  const { server, change } = changing();
  const response = await modernWire(server).send('subscriptions/listen', { notifications: everything });
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  change.tools?.();
  await Promise.resolve();
  await server.close();
  const events = (await response.text()).split('\n\n').filter((event) => event !== '');
  expect(events).toHaveLength(3);
  for (const event of events) expect(event).toMatch(/^event: message\ndata: \{.*\}$/);
});

test.each<[string, object, string[]]>([
  ['tools', { toolsListChanged: true }, ['tools/list_changed']],
  ['prompts', { promptsListChanged: true, toolsListChanged: false }, ['prompts/list_changed']],
  ['resources', { resourcesListChanged: true }, ['resources/list_changed']],
  ['one resource', { resourceSubscriptions: ['test://page/1'] }, ['resources/updated']],
  ['nothing', {}, []],
  ['what nobody knows', { widgetsListChanged: true }, []],
])('who wants to hear of %s hears of nothing else', async (_what, wanted, heard) => {
  const { server, change } = changing();
  const stream = await listener(server, wanted);
  await stream.message();
  for (const make of Object.values(change)) make();
  for (const uri of ['test://readme', 'test://page/2']) server.notify.resourceUpdated(uri);
  server.resources.enable('page');
  server.notify.resourceUpdated('test://page/1');
  // Changes of one moment are told together, when it is over.
  await Promise.resolve();
  await server.close();
  const [last, ...messages] = (await stream.messages()).toReversed();
  expect(last).toMatchObject({ id: 1, result: {} });
  expect(messages.map(({ method }) => method?.replace('notifications/', ''))).toEqual(heard);
});

test('what the server does not offer is not granted', async () => {
  const { server } = testServer();
  const stream = await listener(server, { ...everything, resourceSubscriptions: ['test://readme'], taskIds: ['x'] });
  expect((await stream.message())?.params?.notifications).toEqual({ toolsListChanged: true });
});

test('a list that is changed often in one moment is told of once, and each time after that', async () => {
  const { server } = changing();
  const stream = await listener(server, everything);
  await stream.message();
  for (let round = 0; round < 3; round++) {
    server.tools.disable('echo');
    server.tools.enable('echo');
    server.tools.disable('echo');
    server.tools.enable('echo');
    expect(await stream.message()).toMatchObject({ method: 'notifications/tools/list_changed' });
  }
  // What changes nothing is told to nobody.
  server.tools.enable('echo');
  await server.close();
  expect(await stream.messages()).toMatchObject([{ id: 1, result: {} }]);
});

test('log messages never travel on it, whatever level it names', async () => {
  const { server } = changing();
  server.tool('logs', { description: 'Logs' }, (_input, call) => call.message('emergency', 'fire'));
  const stream = await listener(server, everything, { meta: { [levelKey]: 'debug' } });
  await modernWire(server).call('logs', {}, {}, { meta: { [levelKey]: 'debug' } });
  await server.close();
  expect((await stream.messages()).map(({ method }) => method)).toEqual([
    'notifications/subscriptions/acknowledged',
    undefined,
  ]);
});

test('idle for 15 seconds, it has a comment that keeps proxies from closing it', async () => {
  const { server, clock } = changing();
  const stream = await listener(server, everything);
  const messages = stream.messages();
  for (let ticks = 0; ticks < 3; ticks++) await clock.advance(15_000);
  await server.close();
  await messages;
  expect(stream.text.match(/^:$/gm)).toHaveLength(3);
});

test.each<[string, unknown]>([
  ['nothing at all', undefined],
  ['null', null],
  ['a list', []],
  ['a flag that is text', { toolsListChanged: 'yes' }],
  ['a flag that is null', { promptsListChanged: null }],
  ['one uri instead of a list', { resourceSubscriptions: 'test://readme' }],
  ['a list of numbers', { taskIds: [1] }],
])('who asks for %s is refused in the body', async (_what, wanted) => {
  const { server } = changing();
  const reply = await refusedListener(server, wanted, { id: 'mine' });
  expect(reply).toMatchObject({ status: 200, messages: [{ id: 'mine', error: { code: -32602 } }] });
  expect(reply.headers.get('content-type')).toBe('application/json');
});

test('who accepts no stream is refused, and takes no place', async () => {
  const { server } = testServer({ limits: { streams: 1, streamsPerCaller: 1 } });
  for (let count = 0; count < 3; count++) {
    const reply = await refusedListener(server, everything, { headers: { accept: 'application/json' } });
    expect(reply).toMatchObject({ status: 406, messages: [{ id: 1, error: { code: 40600 } }] });
  }
  const stream = await listener(server, everything, { headers: { accept: 'text/event-stream' } });
  expect(await stream.message()).toMatchObject({ method: 'notifications/subscriptions/acknowledged' });
});
