import { describe, expect, it } from '@jest/globals';
import { type HttpRequest, type Plugin, RateLimitError } from '@toolgate/core';
import { tokenAuth } from '../identity/token-auth.js';
import { plainServer } from '../server/plain-server.js';
import { quietLog } from '../support/quiet-log.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { initialize, jsonHeaders, openWire, post } from '../support/wire.js';

function admitting(admit: (request: HttpRequest) => void | Promise<void>, name = 'gate'): Plugin {
  return { name, admit };
}

const refused = () => new RateLimitError('Too many.', { retryAfterMs: 2_500 });

describe('admit', () => {
  it.each([
    [
      'at once',
      () => {
        throw refused();
      },
    ],
    ['after a while', () => Promise.reject(refused())],
  ])('refuses %s, with the status and headers of its error', async (_, admit) => {
    const response = await post(plainServer().use(admitting(admit)), initialize());
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('3');
    expect(await response.json()).toMatchObject({ error: { message: 'Too many.', data: { code: 'RATE_LIMITED' } } });
  });

  it('refuses before a byte of the body is read', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({ pull: () => void pulled++ }, { highWaterMark: 0 });
    const server = plainServer().use(admitting(() => Promise.reject(refused())));
    const request = new Request('http://localhost/mcp', {
      method: 'POST',
      headers: jsonHeaders,
      body,
      duplex: 'half',
    });
    expect((await server.fetch(request)).status).toBe(429);
    expect(pulled).toBe(0);
  });

  it('lets nothing pass on, when it fails in a way of its own', async () => {
    const log = quietLog();
    const failing = admitting(() => {
      throw new TypeError('cannot reach 10.0.0.5');
    });
    const response = await post(plainServer({ log }).use(failing), initialize());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('10.0.0.5');
    expect(log.records.map(({ fields }) => String(Object(fields).err))).toEqual(['TypeError: cannot reach 10.0.0.5']);
  });

  it('comes before the credentials are looked at', async () => {
    const seen: string[] = [];
    const auth = tokenAuth({});
    const server = plainServer()
      .use({ name: 'looking', on: ({ type }) => void seen.push(type) })
      .use(auth)
      .use(admitting(() => Promise.reject(refused())));
    expect((await post(server, initialize(), { authorization: 'Bearer wrong' })).status).toBe(429);
    expect(seen).toEqual(['server.started']);
  });

  it('is asked in the order of .use(), one after the other, until one refuses', async () => {
    const seen: string[] = [];
    const noting = (name: string) =>
      admitting(async () => {
        seen.push(`${name} begins`);
        await new Promise(setImmediate);
        seen.push(`${name} ends`);
      }, name);
    const server = plainServer()
      .use(noting('b'))
      .use(noting('a'))
      .use(admitting(() => Promise.reject(refused()), 'no'))
      .use(noting('never'));
    await post(server, initialize());
    expect(seen).toEqual(['b begins', 'b ends', 'a begins', 'a ends']);
  });

  it('sees method, path, address and headers of every request, and of the end of a session', async () => {
    const seen: unknown[] = [];
    const server = plainServer({ path: '/tools' }).use(
      admitting((request) => {
        seen.push([request.method, request.path, request.address, request.header('x-kind'), request.header('x-none')]);
      }),
    );
    const ask = (method: string) =>
      server.fetch(new Request('http://localhost/tools?q=1', { method, headers: { 'x-kind': method } }), {
        address: '192.0.2.1',
      });
    await ask('DELETE');
    await ask('PUT');
    expect(seen).toEqual([
      ['DELETE', '/tools', '192.0.2.1', 'DELETE', undefined],
      ['PUT', '/tools', '192.0.2.1', 'PUT', undefined],
    ]);
  });

  it('is asked for each request of a session anew', async () => {
    let requests = 0;
    const server = plainServer().use(admitting(() => void requests++));
    const wire = await openWire(server);
    await wire.call('nothing');
    await wire.call('nothing');
    expect(requests).toBe(3);
  });

  it('has no part in stdio, where there are no requests', async () => {
    const pipe = new StdioPipe(plainServer().use(admitting(() => Promise.reject(refused()))));
    expect((await pipe.send(initialize()).next()).result).toBeDefined();
    pipe.input.end();
    await pipe.done;
  });
});
