import { describe, expect, it } from '@jest/globals';
import { connect } from '@toolgate/testing';
import { askText } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { initialize, openWire, post } from '../support/wire.js';
import { authenticating, bearer, tokenAuth } from './token-auth.js';

const challenges = 'Bearer realm="tokens", Basic realm="people"';

/** A server with two authenticators, a closed tool and one that asks for a permission; with `open` also a public one. */
function closedServer({ open }: { readonly open: boolean }) {
  const people = authenticating('people', () => undefined, { challenge: 'Basic realm="people"' });
  const server = plainServer()
    .use(tokenAuth({ ada: ['notes'] }))
    .use(people)
    .tool('closed', { description: 'x' }, () => 'closed')
    .tool('notes', { description: 'x', permissions: 'notes.read' }, () => 'notes');
  if (open) server.tool('open', { description: 'x', public: true }, (_, { principal }) => `open ${principal?.id}`);
  return server;
}

describe('with an authenticator and no public operation', () => {
  it('everything is closed to callers without credentials, with every challenge', async () => {
    const response = await post(closedServer({ open: false }), initialize());
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(challenges);
    expect(await response.json()).toMatchObject({ error: { code: 40100, data: { code: 'UNAUTHENTICATED' } } });
  });

  it('public: false opens nothing', async () => {
    const server = closedServer({ open: false }).tool('shut', { description: 'x', public: false }, () => 1);
    expect((await post(server, initialize())).status).toBe(401);
  });

  it.each(['GET', 'DELETE', 'PUT'])('%s is closed as well', async (method) => {
    const { fetch } = closedServer({ open: false });
    expect((await fetch(new Request('http://localhost/mcp', { method }))).status).toBe(401);
  });
});

describe('with one public operation', () => {
  it('callers without credentials see and use that one alone', async () => {
    const client = await connect(closedServer({ open: true }));
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['open']);
    expect(await askText(client, 'open')).toBe('open undefined');
  });

  it.each(['closed', 'notes', 'no-such-tool', 'constructor'])(
    'they get 401 with every challenge for %s',
    async (name) => {
      const wire = await openWire(closedServer({ open: true }));
      const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } };
      const response = await wire.post(body);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe(challenges);
      expect(await response.text()).toContain('"message":"This needs a credential."');
    },
  );

  it('callers with credentials see all that is theirs', async () => {
    const client = await connect(closedServer({ open: true }), { headers: bearer('ada') });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['closed', 'notes', 'open']);
    expect(await askText(client, 'open')).toBe('open tokens:ada');
  });

  it('a wrong credential is 401 all the same', async () => {
    const server = closedServer({ open: true });
    const response = await post(server, initialize(), bearer('eve'));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(challenges);
    const wire = await openWire(server);
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'open' } };
    expect((await wire.post(call, bearer('eve'))).status).toBe(401);
  });

  it('that is added after the start opens the server then', async () => {
    const server = closedServer({ open: false });
    expect((await post(server, initialize())).status).toBe(401);
    server.tool('open', { description: 'x', public: true }, () => 'open');
    expect((await (await connect(server)).listTools()).tools.map(({ name }) => name)).toEqual(['open']);
  });
});

describe('without an authenticator', () => {
  it('everything is open, and credentials that come are not looked at', async () => {
    const server = plainServer().tool('work', { description: 'x' }, (_, { principal }) => String(principal));
    const client = await connect(server, { headers: { ...bearer('anything'), 'x-api-key': 'else' } });
    expect(await askText(client, 'work')).toBe('undefined');
  });
});
