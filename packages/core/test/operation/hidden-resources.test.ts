import { expect, it } from '@jest/globals';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { plainServer } from '../server/plain-server.js';
import { asker } from '../support/asker.js';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { modernPost } from '../support/modern-post.js';

function guardedServer() {
  return plainServer()
    .use(tokenAuth({ ada: ['a'], bob: [] }))
    .resource('open', { uri: 'test://open' }, () => '')
    .resource('closed', { uri: 'test://closed', permissions: 'a' }, () => '')
    .resource('rows', { template: 'row://{id}', permissions: 'a' }, () => '');
}

const updated = (uri: string) => ({ method: 'notifications/resources/updated', params: { uri } });

it.each(['test://closed', 'row://1'])('is subscribed to as little as one that there is not: %s', async (uri) => {
  const server = guardedServer();
  const [ada, bob] = [await asker(server, { headers: bearer('ada') }), await asker(server, { headers: bearer('bob') })];
  expect((await ada('resources/subscribe', { uri })).error).toBeUndefined();
  const hidden = await bob('resources/subscribe', { uri });
  const missing = await bob('resources/subscribe', { uri: 'test://no' });
  expect(hidden).toMatchObject({ status: 200, error: { code: -32002, message: 'Resource not found', data: { uri } } });
  expect(JSON.stringify(hidden).replace(uri, 'test://no')).toBe(JSON.stringify(missing));
});

it('is left out of what a listener is granted', async () => {
  const server = guardedServer();
  const notifications = { resourceSubscriptions: ['test://open', 'test://closed', 'row://1', 'test://no'] };
  for (const [name, granted] of [
    ['ada', ['test://open', 'test://closed', 'row://1']],
    ['bob', ['test://open']],
  ] as const) {
    const response = await modernPost(server, 'subscriptions/listen', { notifications }, { headers: bearer(name) });
    const stream = new EventReader(response);
    expect((await stream.message())?.params?.notifications).toEqual({ resourceSubscriptions: granted });
    for (const uri of ['test://no', 'row://1', 'test://closed', 'test://open']) server.notify.resourceUpdated(uri);
    for (const uri of granted.toReversed()) expect(await stream.message()).toMatchObject(updated(uri));
    await stream.leave();
  }
});

it('tells a subscriber nothing once it may no longer be read', async () => {
  let open = true;
  const server = guardedServer().use({ name: 'judge', allow: ({ name }) => name !== 'closed' || open });
  const session = await openSession(server, { headers: bearer('ada') });
  const stream = new EventReader(await session.listen());
  for (const uri of ['test://closed', 'test://open']) {
    await session.post({ jsonrpc: '2.0', id: uri, method: 'resources/subscribe', params: { uri } });
  }
  server.notify.resourceUpdated('test://closed');
  expect(await stream.message()).toMatchObject(updated('test://closed'));
  open = false;
  server.notify.resourceUpdated('test://closed');
  server.notify.resourceUpdated('test://open');
  expect(await stream.message()).toMatchObject(updated('test://open'));
  open = true;
  server.resources.disable('closed');
  server.notify.resourceUpdated('test://closed');
  expect(await stream.message()).toMatchObject({ method: 'notifications/resources/list_changed' });
  server.notify.resourceUpdated('test://open');
  expect(await stream.message()).toMatchObject(updated('test://open'));
  await stream.leave();
});
