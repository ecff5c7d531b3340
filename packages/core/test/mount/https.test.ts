import { createServer, request } from 'node:https';
import { Readable } from 'node:stream';
import { expect, it } from '@jest/globals';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { bearer } from '../identity/token-auth.js';
import { initialize, jsonHeaders } from '../support/wire.js';
import { exercise, mountable, working } from './exercise.js';
import { opened } from './host.js';
import { selfSigned } from './self-signed.js';

const identity = selfSigned();

/** `fetch` that trusts one certificate more, which the global one cannot be told. */
const trusting: FetchLike = (url, init = {}) =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers, body, signal } = init;
    const options = { method, headers: Object.fromEntries(new Headers(headers)), ca: identity.cert };
    const outgoing = request(url, { ...options, ...(signal ? { signal } : {}) }, (incoming) => {
      const answered = new Headers();
      for (const [name, value] of Object.entries(incoming.headers)) answered.set(name, String(value));
      const status = incoming.statusCode ?? 0;
      const stream = [202, 204].includes(status) ? null : ReadableStream.from(Readable.from(incoming));
      resolve(new Response(stream, { status, headers: answered }));
    });
    outgoing.on('error', reject).end(body);
  });

it('serves HTTPS on a server of the host', async () => {
  const origin = await opened(createServer(identity, mountable().handler), 'https');
  expect(await exercise(`${origin}/mcp`, trusting)).toEqual(working);
});

it('answers 404 at other paths, for there is no host to hand on to', async () => {
  const origin = await opened(createServer(identity, mountable().handler), 'https');
  expect((await trusting(`${origin}/other`)).status).toBe(404);
});

it('takes the origin of its own pages, over HTTPS too', async () => {
  const origin = await opened(createServer(identity, mountable().handler), 'https');
  const ask = (from: string) => {
    const headers = { ...jsonHeaders, ...bearer('ada'), origin: from };
    return trusting(`${origin}/mcp`, { method: 'POST', headers, body: JSON.stringify(initialize()) });
  };
  expect((await ask(origin)).status).toBe(200);
  expect((await ask('https://evil.example')).status).toBe(403);
});
