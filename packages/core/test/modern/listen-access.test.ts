import { expect, test } from '@jest/globals';
import type { Principal } from '@toolgate/core';
import { authenticating, bearer, principal, tokenAuth } from '../identity/token-auth.js';
import { listener } from '../support/listener.js';
import { testServer } from '../support/test-server.js';

const uris = ['test://ada', 'test://bob', 'test://both', 'test://page/1'];

/** Two callers, a resource of each, one of both, and a template that a plugin may close. */
function guarded() {
  const { server: plain, clock } = testServer();
  const closed = new Set<string>();
  const allow = ({ name }: { name: string }, { principal: who }: { principal: Principal | undefined }) =>
    !closed.has(`${name} ${who?.name}`);
  const server = plain.use(tokenAuth({ ada: ['a'], bob: ['b'] })).use({ name: 'gate', allow });
  server.resource('ada', { uri: 'test://ada', permissions: 'a' }, () => 'x');
  server.resource('bob', { uri: 'test://bob', permissions: 'b' }, () => 'x');
  server.resource('both', { uri: 'test://both' }, () => 'x');
  server.resource('page', { template: 'test://page/{number}' }, () => 'x');
  const update = () => {
    for (const uri of uris) server.notify.resourceUpdated(uri);
  };
  const listen = (name: string) => listener(server, { resourceSubscriptions: uris }, { headers: bearer(name) });
  return { server, clock, closed, update, listen };
}

const heard = (messages: readonly { params?: { readonly uri?: unknown } }[]) =>
  messages.flatMap(({ params }) => params?.uri ?? []);

test('each caller is granted, and hears of, what it may read: with one id, on one resource, at once', async () => {
  const { server, update, listen } = guarded();
  const [ada, bob] = await Promise.all([listen('ada'), listen('bob')]);
  const own = {
    ada: ['test://ada', 'test://both', 'test://page/1'],
    bob: ['test://bob', 'test://both', 'test://page/1'],
  };
  expect((await ada.message())?.params?.notifications).toEqual({ resourceSubscriptions: own.ada });
  expect((await bob.message())?.params?.notifications).toEqual({ resourceSubscriptions: own.bob });
  update();
  await server.close();
  expect(heard(await ada.messages())).toEqual(own.ada);
  expect(heard(await bob.messages())).toEqual(own.bob);
});

test('who may no longer read a resource hears no more of it, until it may again', async () => {
  const { server, closed, update, listen } = guarded();
  const [ada, bob] = [await listen('ada'), await listen('bob')];
  closed.add('page ada').add('both bob');
  update();
  closed.clear();
  server.notify.resourceUpdated('test://page/1');
  await server.close();
  expect(heard(await ada.messages())).toEqual(['test://ada', 'test://both', 'test://page/1']);
  expect(heard(await bob.messages())).toEqual(['test://bob', 'test://page/1', 'test://page/1']);
});

test('what was not granted is not told of later, even when it may be read by then', async () => {
  const { server, closed, update, listen } = guarded();
  closed.add('page ada');
  const ada = await listen('ada');
  closed.clear();
  update();
  await server.close();
  expect(heard(await ada.messages())).toEqual(['test://ada', 'test://both']);
});

test('a resource that is gone is told of to nobody', async () => {
  const { server, update, listen } = guarded();
  const ada = await listen('ada');
  server.resources.remove('both');
  server.resources.disable('ada');
  update();
  await server.close();
  expect(heard(await ada.messages())).toEqual(['test://page/1']);
});

test('a stream ends with the credential it was opened with', async () => {
  const { server, clock } = testServer();
  const expiresAt = clock.wallTime() + 60_000;
  server.use(authenticating('short', () => principal('ada', { authenticator: 'short', expiresAt })));
  const stream = await listener(server, { toolsListChanged: true }, { headers: bearer('x') });
  const messages = stream.messages();
  await clock.advance(59_999);
  server.tools.disable('echo');
  await clock.advance(1);
  server.tools.enable('echo');
  const methods = (await messages).map(({ method }) => method);
  expect(methods).toEqual(['notifications/subscriptions/acknowledged', 'notifications/tools/list_changed']);
});
