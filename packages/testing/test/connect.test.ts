import { describe, expect, it } from '@jest/globals';
import { AuthenticationError, createServer, type HttpRequest, type Plugin, type ServerOptions } from '@toolgate/core';
import { connect } from '@toolgate/testing';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A server that keeps the requests it is sent, with a tool that says who calls. */
function watchedServer(options: Partial<ServerOptions> = {}) {
  const requests: HttpRequest[] = [];
  const watching: Plugin = { name: 'watching', admit: (request) => void requests.push(request) };
  const server = createServer({ name: 'watched', version: '1.2.3', log: silent, ...options })
    .use(watching)
    .tool(
      'where',
      { description: 'Where from', title: 'Where' },
      (_, { caller }) => `${caller.transport} ${caller.address}`,
    );
  return { server, requests };
}

const header = (name: string, requests: readonly HttpRequest[]) => requests.map((request) => request.header(name));

describe('connect', () => {
  it('connects the official v1 client, over the whole HTTP road, without a socket', async () => {
    const { server, requests } = watchedServer();
    const client = await connect(server);
    expect(client.getServerVersion()).toEqual({ name: 'watched', version: '1.2.3' });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['where']);
    expect(await client.callTool({ name: 'where' })).toEqual({ content: [{ type: 'text', text: 'http undefined' }] });
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toContain('POST /mcp');
    expect(new Set(header('host', requests))).toEqual(new Set(['localhost']));
    expect(header('mcp-protocol-version', requests).at(-1)).toBe('2025-11-25');
  });

  it.each(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'])(
    'connects the official v2 client with protocolVersion %s',
    async (protocolVersion) => {
      const { server, requests } = watchedServer();
      const client = await connect(server, { protocolVersion });
      const { tools } = await client.listTools();
      expect(tools[0]?.title).toBe(protocolVersion >= '2025-06-18' ? 'Where' : undefined);
      expect(await client.callTool({ name: 'where' })).toMatchObject({ content: [{ text: 'http undefined' }] });
      expect(header('mcp-protocol-version', requests).at(-1)).toBe(protocolVersion);
    },
  );

  it('rejects with a version that the server does not serve', async () => {
    await expect(connect(watchedServer().server, { protocolVersion: '1999-01-01' })).rejects.toThrow(/version/);
  });

  it.each([{}, { protocolVersion: '2025-06-18' }])('sends its headers with every request: %j', async (version) => {
    const { server, requests } = watchedServer();
    const client = await connect(server, { ...version, headers: { 'X-Tenant': 'acme' } });
    await client.callTool({ name: 'where' });
    await client.close();
    expect(requests.length).toBeGreaterThan(2);
    expect(new Set(header('x-tenant', requests))).toEqual(new Set(['acme']));
  });

  it.each([{}, { protocolVersion: '2025-06-18' }])('comes from its address: %j', async (version) => {
    const { server, requests } = watchedServer();
    const client = await connect(server, { ...version, address: '192.0.2.7' });
    expect(await client.callTool({ name: 'where' })).toMatchObject({ content: [{ text: 'http 192.0.2.7' }] });
    expect(new Set(requests.map(({ address }) => address))).toEqual(new Set(['192.0.2.7']));
  });

  it.each([{}, { protocolVersion: '2025-06-18' }])('finds the server at its path: %j', async (version) => {
    const { server, requests } = watchedServer({ path: '/api/tools' });
    const client = await connect(server, { ...version, path: '/api/tools' });
    expect((await client.listTools()).tools).toHaveLength(1);
    expect(new Set(requests.map(({ path }) => path))).toEqual(new Set(['/api/tools']));
  });

  it('rejects where there is no server', async () => {
    await expect(connect(watchedServer().server, { path: '/elsewhere' })).rejects.toThrow('404');
  });

  it('rejects when the server does not let it in', async () => {
    const refusing: Plugin = {
      name: 'refusing',
      admit: () => {
        throw new AuthenticationError('Not you.');
      },
    };
    const server = createServer({ name: 'closed', version: '1.0.0', log: silent }).use(refusing);
    await expect(connect(server)).rejects.toThrow('Not you.');
    await expect(connect(server, { protocolVersion: '2025-06-18' })).rejects.toThrow();
  });

  it('rejects when the server cannot start', async () => {
    const server = createServer({ name: 'broken', version: '1.0.0', log: silent, limits: { depth: 0 } });
    await expect(connect(server)).rejects.toThrow('limits.depth is 0');
  });

  it('opens a session for each client', async () => {
    const { server, requests } = watchedServer();
    const [one, other] = [await connect(server), await connect(server)];
    requests.length = 0;
    await Promise.all([one.listTools(), other.listTools()]);
    const [first, second] = header('mcp-session-id', requests);
    expect(first).toMatch(/^[\w-]+$/);
    expect(second).not.toBe(first);
  });

  it('follows progress', async () => {
    const { server } = watchedServer();
    server.tool('count', { description: 'x' }, (_, call) => {
      call.progress(1, 2, 'half');
      call.progress(2, 2);
      return 'done';
    });
    const seen: unknown[] = [];
    const client = await connect(server);
    await client.callTool({ name: 'count' }, undefined, { onprogress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { progress: 1, total: 2, message: 'half' },
      { progress: 2, total: 2 },
    ]);
  });
});
