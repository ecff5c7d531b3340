import { describe, expect, it } from '@jest/globals';
import type { Server } from '@toolgate/core';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { bearer } from '../identity/token-auth.js';
import { initialize, jsonHeaders } from '../support/wire.js';
import { exercise, mountable, working } from './exercise.js';
import { opened } from './host.js';

/** A Fastify application that gives `path` to the server, after `prepare` has looked at the request. */
function hosting(server: Server, path = '/mcp', prepare: (request: FastifyRequest) => void = () => undefined) {
  const app = fastify();
  app.all(path, (request, reply) => {
    prepare(request);
    reply.hijack();
    server.handler(request.raw, reply.raw);
  });
  app.get('/hello', () => 'hello');
  return app;
}

/** Leaves bodies on the stream, for the server to read. */
function passingThrough(app: FastifyInstance): FastifyInstance {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_, __, done) => done(null));
  return app;
}

async function originOf(app: FastifyInstance): Promise<string> {
  await app.ready();
  return opened(app.server);
}

describe('in Fastify', () => {
  it('serves a hijacked reply where a content type parser lets bodies through', async () => {
    const origin = await originOf(passingThrough(hosting(mountable())));
    expect(await exercise(`${origin}/mcp`)).toEqual(working);
    expect(await (await fetch(`${origin}/hello`)).text()).toBe('hello');
  });

  it('serves with the body that Fastify has parsed, when it is handed over', async () => {
    const handOver = ({ raw, body }: FastifyRequest) => void Object.assign(raw, { body });
    const origin = await originOf(hosting(mountable(), '/mcp', handOver));
    expect(await exercise(`${origin}/mcp`)).toEqual(working);
  });

  it('serves at a path of its own', async () => {
    const origin = await originOf(passingThrough(hosting(mountable({ path: '/api/mcp' }), '/api/*')));
    expect(await exercise(`${origin}/api/mcp`)).toEqual(working);
  });

  it('answers at once where Fastify has read the body and kept it, and names the fix', async () => {
    const origin = await originOf(hosting(mountable()));
    const response = await fetch(`${origin}/mcp`, {
      method: 'POST',
      headers: { ...jsonHeaders, ...bearer('ada') },
      body: JSON.stringify(initialize()),
    });
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('request.body');
  });
});
