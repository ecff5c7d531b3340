import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Server } from '@toolgate/core';
import { bearer } from '../identity/token-auth.js';
import { initialize, jsonHeaders } from '../support/wire.js';
import { exercise, mountable, working } from './exercise.js';
import { opened } from './host.js';

/** Gives what the client fetches to the server, as a fetch-style host does. */
const handing =
  ({ fetch }: Server): FetchLike =>
  (url, init) =>
    fetch(new Request(url, init), { address: '192.0.2.1' });

describe('server.fetch', () => {
  it('serves without a socket', async () => {
    expect(await exercise('http://localhost/mcp', handing(mountable()))).toEqual(working);
  });

  it('serves a path of its own, and 404 at others', async () => {
    const server = mountable({ path: '/api/mcp' });
    expect(await exercise('https://mcp.example.com/api/mcp?trace=1', handing(server))).toEqual(working);
    expect((await server.fetch(new Request('http://localhost/mcp', { method: 'POST' }))).status).toBe(404);
  });

  it('can be taken off the server, as hosts do', async () => {
    const { fetch } = mountable();
    const { handler } = mountable();
    const request = new Request('http://localhost/mcp', { headers: bearer('ada') });
    expect((await fetch(request)).status).toBe(400);
    const origin = await opened(createServer(handler));
    expect(await exercise(`${origin}/mcp`)).toEqual(working);
  });

  it('answers a Request whose body was read before at once', async () => {
    const request = new Request('http://localhost/mcp', {
      method: 'POST',
      headers: { ...jsonHeaders, ...bearer('ada') },
      body: JSON.stringify(initialize()),
    });
    await request.text();
    const response = await mountable().fetch(request);
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('was read already');
  });

  it('lives on when the reader of a stream goes away', async () => {
    const server = mountable();
    const wire = (body: object, session = '') =>
      server.fetch(
        new Request('http://localhost/mcp', {
          method: 'POST',
          headers: { ...jsonHeaders, ...bearer('ada'), ...(session === '' ? {} : { 'mcp-session-id': session }) },
          body: JSON.stringify(body),
        }),
      );
    let step: () => void = () => undefined;
    server.tool('steps', { description: 'x' }, async (_, call) => {
      call.progress(1);
      await new Promise<void>((resolve) => {
        step = resolve;
      });
      call.progress(2);
      return 'done';
    });
    const session = (await wire(initialize())).headers.get('mcp-session-id') ?? '';
    const params = { name: 'steps', _meta: { progressToken: 1 } };
    const response = await wire({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }, session);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    await response.body?.cancel();
    step();
    const pong = await wire({ jsonrpc: '2.0', id: 2, method: 'ping' }, session);
    expect(await pong.json()).toEqual({ jsonrpc: '2.0', id: 2, result: {} });
  });
});
