import { describe, expect, it } from '@jest/globals';
import { apiKey, mintKey } from '@toolgate/auth-apikey';
import type { JwtOptions } from '@toolgate/auth-jwt';
import { type Server, type ServerOptions, systemClock } from '@toolgate/core';
import { jwtServer, login, token } from './jwt-server.js';

const authorizationServers = ['https://login.example.com'];

function described(options: Partial<JwtOptions> = {}, serving: Partial<ServerOptions> = {}): Server<'auth'> {
  return jwtServer({ authorizationServers, ...options }, serving).server;
}

async function challenge(server: Server<'auth'>, bearer?: string): Promise<string> {
  return (await login(server, bearer)).headers.get('www-authenticate') ?? '';
}

describe('a challenge', () => {
  it('leads to the metadata, which anybody can read', async () => {
    const server = described({ scopes: ['notes.read'] });
    const header = await challenge(server);
    expect(header).toBe(
      'Bearer resource_metadata="http://localhost/.well-known/oauth-protected-resource/mcp", scope="notes.read"',
    );
    const url = /resource_metadata="([^"]+)"/.exec(header)?.[1] ?? '';
    const response = await server.fetch(new Request(url));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.json()).toEqual({
      resource: 'http://localhost/mcp',
      authorization_servers: authorizationServers,
      scopes_supported: ['notes.read'],
      bearer_methods_supported: ['header'],
    });
  });

  it('says of a wrong token that it is wrong', async () => {
    expect(await challenge(described(), token().slice(0, -1))).toContain('error="invalid_token"');
    expect(await challenge(jwtServer().server, 'a.b.c')).toBe('Bearer error="invalid_token"');
    expect(await challenge(jwtServer().server)).toBe('Bearer');
  });

  it('names the missing permissions of an operation with a challenge', async () => {
    const server = described();
    server.tool('report', { description: 'x', permissions: ['data.read', 'reports'], challenge: true }, () => 'made');
    const opened = await login(server, token({ scope: 'data' }));
    const request = new Request('http://localhost/mcp', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-session-id': opened.headers.get('mcp-session-id') ?? '',
        authorization: `Bearer ${token({ scope: 'data' })}`,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'report' } }),
    });
    const response = await server.fetch(request);
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer resource_metadata="http://localhost/.well-known/oauth-protected-resource/mcp", error="insufficient_scope", scope="reports"',
    );
  });

  it.each([
    ['https://mcp.example.com', 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp'],
    ['https://example.com/tools/mcp', 'https://example.com/.well-known/oauth-protected-resource/tools/mcp'],
  ])('behind a proxy at %s leads to %s', async (publicUrl, metadata) => {
    const server = described({}, { publicUrl, allowedHosts: ['localhost'] });
    expect(await challenge(server)).toBe(`Bearer resource_metadata="${metadata}"`);
    const response = await server.fetch(new Request(`http://localhost${new URL(metadata).pathname}`));
    expect(await response.json()).toMatchObject({
      resource: publicUrl.endsWith('/mcp') ? publicUrl : `${publicUrl}/mcp`,
    });
  });

  it('stands once, and first, beside an API key', async () => {
    const server = described();
    server.use(apiKey({ keys: { ada: { secret: mintKey() } } }));
    expect(await challenge(server)).toMatch(/^Bearer resource_metadata="[^"]+"$/);
  });
});

describe('the metadata', () => {
  it('is at the well-known path of the host too, and nowhere without authorization servers', async () => {
    const root = new Request('http://localhost/.well-known/oauth-protected-resource');
    expect((await described().fetch(root.clone())).status).toBe(200);
    expect((await jwtServer().server.fetch(root)).status).toBe(404);
  });

  it('names the resource that the program says', async () => {
    const server = described({ resource: 'https://api.example.com/mcp' });
    const response = await server.fetch(new Request('http://localhost/.well-known/oauth-protected-resource/mcp'));
    expect(await response.json()).toMatchObject({ resource: 'https://api.example.com/mcp' });
  });

  it('is where a listening server says it is', async () => {
    const server = described({}, { clock: systemClock });
    const { url } = await server.listen({ port: 0 });
    const response = await fetch(url, { method: 'POST' });
    const metadata = /resource_metadata="([^"]+)"/.exec(response.headers.get('www-authenticate') ?? '')?.[1] ?? '';
    expect(await (await fetch(metadata)).json()).toMatchObject({ resource: url });
    await server.close({ deadline: 0 });
  });
});

describe('a bearer value that is no token', () => {
  it.each(['tg_live_x', 'a.b', 'a.b.c.d', '...', 'a b', 'é.b.c', 'x'])(
    '%j is left to other authenticators',
    async (bearer) => {
      const response = await login(jwtServer().server, encodeURI(bearer));
      expect(await response.json()).toMatchObject({ error: { message: 'The credential is not valid here.' } });
    },
  );

  it('is an API key, where that is installed, before or after', async () => {
    const key = mintKey();
    const { server } = jwtServer();
    server.use(apiKey({ keys: { ada: { secret: key } } }));
    expect((await login(server, key)).status).toBe(200);
    expect((await login(server, token())).status).toBe(200);
    expect((await login(server, `${token()}x`)).status).toBe(401);
  });
});
