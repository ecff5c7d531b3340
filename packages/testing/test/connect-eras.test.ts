import { describe, expect, it } from '@jest/globals';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { createServer, type HttpRequest, type Plugin } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { z } from 'zod';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A server with a tool that asks for a name, and the requests it was sent. */
function askingServer() {
  const requests: HttpRequest[] = [];
  const watching: Plugin = { name: 'watching', admit: (request) => void requests.push(request) };
  const server = createServer({ name: 'asking', version: '1.0.0', log: silent })
    .use(watching)
    .tool('greet', { description: 'Greets' }, async (_, call) => {
      const answer = await call.elicit('name', { message: 'Who are you?', form: { name: z.string() } });
      return answer.action === 'accept' ? `Hello, ${answer.content.name}!` : 'Hello!';
    });
  return { server, requests };
}

const elicitation = { elicitation: {} };
const ada = { action: 'accept', content: { name: 'Ada' } } as const;
const greeting = { content: [{ type: 'text', text: 'Hello, Ada!' }] };
const revisions = (requests: readonly HttpRequest[]) =>
  new Set(requests.map((request) => request.header('mcp-protocol-version')));

describe('connect', () => {
  it('lets the v1 client answer what it is asked', async () => {
    const { server } = askingServer();
    const client = await connect(server, {
      capabilities: elicitation,
      prepare: (client) => client.setRequestHandler(ElicitRequestSchema, () => ada),
    });
    expect(await client.callTool({ name: 'greet' })).toEqual(greeting);
  });

  it.each(['2025-06-18', '2025-11-25', '2026-07-28', 'auto'])(
    'lets the v2 client of %s answer what it is asked',
    async (protocolVersion) => {
      const { server } = askingServer();
      const client = await connect(server, {
        protocolVersion,
        capabilities: elicitation,
        prepare: (client) => client.setRequestHandler('elicitation/create', () => ada),
      });
      expect(await client.callTool({ name: 'greet' })).toMatchObject(greeting);
    },
  );

  it.each(['2026-07-28', 'auto'])('speaks 2026-07-28, without a session, for %s', async (protocolVersion) => {
    const { server, requests } = askingServer();
    const client = await connect(server, { protocolVersion });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['greet']);
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
    expect(revisions(requests)).toEqual(new Set(['2026-07-28']));
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
    expect(server.sessions.list()).toEqual([]);
  });

  it('speaks the newest revision of the first era with "auto" where the server knows no other', async () => {
    const { server } = askingServer();
    const old = {
      async fetch(request: Request) {
        const body = await request.clone().text();
        const unknown = body.includes('server/discover');
        return unknown ? new Response('No such method.', { status: 400 }) : server.fetch(request);
      },
    };
    const client = await connect(old, { protocolVersion: 'auto' });
    expect(client.getNegotiatedProtocolVersion()).toBe('2025-11-25');
    expect(server.sessions.list()).toHaveLength(1);
  });

  it.each(['2099-01-01', '2026-07-27'])('rejects with %s, which nobody serves', async (protocolVersion) => {
    await expect(connect(askingServer().server, { protocolVersion })).rejects.toThrow(/version/);
  });

  it('declares nothing by itself', async () => {
    const { server } = askingServer();
    const v1 = await connect(server);
    expect(await v1.callTool({ name: 'greet' })).toMatchObject({ isError: true });
    const legacy = await connect(server, { protocolVersion: '2025-11-25' });
    expect(await legacy.callTool({ name: 'greet' })).toMatchObject({ isError: true });
    const modern = await connect(server, { protocolVersion: '2026-07-28' });
    await expect(modern.callTool({ name: 'greet' })).rejects.toThrow('did not declare');
  });
});
