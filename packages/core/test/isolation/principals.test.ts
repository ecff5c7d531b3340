import { expect, test } from '@jest/globals';
import { AuthenticationError } from '@toolgate/core';
import { authenticating, bearer, principal } from '../identity/token-auth.js';
import { modernPost } from '../support/modern-post.js';
import { testServer } from '../support/test-server.js';
import { initialize, jsonHeaders, post } from '../support/wire.js';
import { ada, guardedServer } from './guarded-server.js';

test('does not take a principal from one authenticator that another has vouched for before', async () => {
  const shared = principal('ada', { authenticator: 'first' });
  const { server } = testServer();
  server.use(authenticating('first', ({ value }) => (value === 'first' ? shared : undefined)));
  server.use(authenticating('second', ({ value }) => (value === 'second' ? shared : undefined)));
  expect((await post(server, initialize(), bearer('second'))).status).toBe(503);
  expect((await post(server, initialize(), bearer('first'))).status).toBe(200);
  expect((await post(server, initialize(), bearer('second'))).status).toBe(503);
  expect((await post(server, initialize(), bearer('first'))).status).toBe(200);
});

test('believes nothing a client says of itself but its credential', async () => {
  const { server } = guardedServer();
  server
    .tool('who', { description: 'Who calls' }, (_input, call) =>
      JSON.stringify([call.principal, call.caller.principal]),
    )
    .tool('admin', { description: 'For administrators', permissions: 'bob' }, () => 'done');
  const claims = { principal: 'tokens:bob', id: 'tokens:bob', permissions: ['*'], authorization: 'Bearer bob' };
  const headers = {
    ...ada,
    'x-principal': 'tokens:bob',
    'x-forwarded-user': 'bob',
    'mcp-session-id': 'bob',
    cookie: 'bob',
  };
  const meta = { ...claims, 'io.modelcontextprotocol/clientInfo': { name: 'bob', version: '1', ...claims } };
  const call = (name: string) =>
    modernPost(server, 'tools/call', { name, arguments: claims, ...claims }, { headers, meta });
  const text = await (await call('who')).text();
  expect([text.includes('tokens:ada'), text.includes('bob')]).toEqual([true, false]);
  expect(await (await call('admin')).text()).toContain('Unknown tool: admin');
  expect((await post(server, initialize(), { 'x-principal': 'tokens:bob', cookie: 'bob' })).status).toBe(401);
  const query = new Request('http://localhost/mcp?access_token=bob&token=bob', {
    method: 'POST',
    headers: jsonHeaders,
  });
  expect((await server.fetch(query)).status).toBe(401);
});

test('tells callers apart whose authenticator is asked for many of them at once', async () => {
  const waiting: (() => void)[] = [];
  const { server } = testServer();
  const plugin = authenticating('slow', async ({ value }) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (value.endsWith('3')) throw new AuthenticationError('The token is not valid.');
    return principal(value, { authenticator: 'slow' });
  });
  server.use(plugin).tool('who', { description: 'Who calls' }, (_input, call) => String(call.principal?.name));
  const call = async (name: string) => {
    const response = await modernPost(server, 'tools/call', { name: 'who', arguments: {} }, { headers: bearer(name) });
    return response.text();
  };
  const names = Array.from({ length: 20 }, (_value, index) => `caller-${index}`);
  const answers = names.map(call);
  while (waiting.length < names.length) await new Promise(setImmediate);
  for (const release of waiting.reverse()) release();
  for (const [index, name] of names.entries()) {
    const text = await answers[index];
    expect(text?.match(/caller-\d+/g) ?? []).toEqual(name.endsWith('3') ? [] : [name]);
  }
});
