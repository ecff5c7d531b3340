import { expect, it } from '@jest/globals';
import { connect } from '@toolgate/testing';
import { bearer } from '../identity/token-auth.js';
import { everythingServer } from './everything/everything-server.js';

/** Three subscriptions of the official v2 client to one server. */
async function subscribed() {
  const server = everythingServer();
  const client = await connect(server, { protocolVersion: '2026-07-28', headers: bearer('ada') });
  const wanted = { toolsListChanged: true, resourceSubscriptions: ['test://counter', 'test://nowhere'] };
  return { server, client, subscription: await client.listen(wanted) };
}

it('tells a client which of its subscriptions stand', async () => {
  const { server, subscription } = await subscribed();
  expect(subscription.honoredFilter).toEqual({ toolsListChanged: true, resourceSubscriptions: ['test://counter'] });
  await subscription.close();
  expect(await subscription.closed).toBe('local');
  await server.close({ deadline: 0 });
});

it('ends subscriptions in good order when the server closes', async () => {
  const { server, subscription } = await subscribed();
  await server.close({ deadline: 0 });
  expect(await subscription.closed).toBe('graceful');
});
