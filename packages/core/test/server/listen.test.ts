import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Server } from '@toolgate/core';
import { tokenAuth } from '../identity/token-auth.js';
import { initialize, jsonHeaders } from '../support/wire.js';
import { plainServer } from './plain-server.js';
import { untyped } from './untyped.js';

const open: (Server | HttpServer)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function opened(server: Server): Server {
  open.push(server);
  return server;
}

function initializeAt(url: string): Promise<Response> {
  return fetch(url, { method: 'POST', headers: jsonHeaders, body: JSON.stringify(initialize()) });
}

describe('listen()', () => {
  it('serves the endpoint at the URL it answers, on this machine only by default', async () => {
    const { host, port, url } = await opened(plainServer()).listen({ port: 0 });
    expect(host).toBe('127.0.0.1');
    expect(port).toBeGreaterThan(0);
    expect(url).toBe(`http://127.0.0.1:${port}/mcp`);
    expect((await initializeAt(url)).status).toBe(200);
  });

  it('serves the configured path, and nothing at others', async () => {
    const { url, port } = await opened(plainServer({ path: '/tools/mcp' })).listen({ port: 0 });
    expect(url).toBe(`http://127.0.0.1:${port}/tools/mcp`);
    expect((await initializeAt(url)).status).toBe(200);
    expect((await initializeAt(`http://127.0.0.1:${port}/mcp`)).status).toBe(404);
  });

  it('writes a URL that can be used where it serves all addresses', async () => {
    const { url, port } = await opened(plainServer().use(tokenAuth({}))).listen({ port: 0, host: '0.0.0.0' });
    expect(url).toBe(`http://127.0.0.1:${port}/mcp`);
    expect((await initializeAt(url)).status).toBe(401);
  });

  it('rejects with a sentence when the port is taken', async () => {
    const { port } = await opened(plainServer()).listen({ port: 0 });
    await expect(opened(plainServer()).listen({ port })).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${port}: another program is listening there.`,
    );
  });

  it('rejects with a sentence when the machine has no such address or name', async () => {
    const guarded = () => opened(plainServer({ allowedHosts: ['mcp.example.com'] }));
    await expect(guarded().listen({ port: 0, host: '203.0.113.7' })).rejects.toThrow(
      'this machine has no such address',
    );
    await expect(guarded().listen({ port: 0, host: 'a..b' })).rejects.toThrow(/Cannot listen on a\.\.b:0: /);
  });

  it.each([-1, 65_536, 1.5, Number.NaN, '3000', null])('rejects the port %j', async (port) => {
    const server = plainServer();
    await expect(untyped(server.listen.bind(server), { port })).rejects.toThrow('use a whole number from 0 to 65535');
  });

  it('can be called twice for two ports of one server', async () => {
    const server = opened(plainServer());
    const [one, two] = [await server.listen({ port: 0 }), await server.listen({ port: 0 })];
    expect(one.port).not.toBe(two.port);
    expect((await initializeAt(two.url)).status).toBe(200);
    expect((await initializeAt(one.url)).status).toBe(200);
  });
});

describe('a bind that other machines can reach', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', 'mcp.example.com', ''])('is refused for %j without a guard', async (host) => {
    await expect(opened(plainServer()).listen({ port: 0, host })).rejects.toThrow(
      /can be reached from other machines: install an authenticator, or set publicUrl or allowedHosts/,
    );
  });

  it('is granted with an authenticator, allowedHosts or publicUrl', async () => {
    const host = '0.0.0.0';
    const servers = [
      plainServer().use(tokenAuth({})),
      plainServer({ allowedHosts: ['mcp.example.com'] }),
      plainServer({ publicUrl: 'https://mcp.example.com' }),
    ];
    for (const server of servers) expect((await opened(server).listen({ port: 0, host })).port).toBeGreaterThan(0);
  });

  it('is refused before a plugin starts', async () => {
    const started: string[] = [];
    const server = opened(plainServer()).use({ name: 'eager', start: () => void started.push('eager') });
    await expect(server.listen({ port: 0, host: '0.0.0.0' })).rejects.toThrow('other machines');
    expect(started).toEqual([]);
  });
});

it('leaves a port free again when it has closed', async () => {
  const server = plainServer();
  const { port } = await server.listen({ port: 0 });
  await server.close();
  const other = createHttpServer();
  open.push(other);
  await new Promise<void>((resolve, reject) => other.once('error', reject).listen(port, '127.0.0.1', resolve));
  expect(other.listening).toBe(true);
});
