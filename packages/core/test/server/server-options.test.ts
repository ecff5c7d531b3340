import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createServer, type ServerOptions } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { tokenAuth } from '../identity/token-auth.js';
import { quietLog } from '../support/quiet-log.js';
import { untyped } from './untyped.js';

const valid: ServerOptions = { name: 'weather', version: '1.0.0', log: quietLog() };

/** Creates and starts a server with an authenticator, as a program without types would. */
async function start(options: object): Promise<void> {
  await untyped(createServer, { ...valid, ...options })
    .use(tokenAuth({}))
    .start();
}

describe('createServer', () => {
  it.each([
    [{ name: '' }, 'createServer needs a name, a text.'],
    [{ name: undefined }, 'createServer needs a name, a text.'],
    [{ version: 1 }, 'createServer needs a version, a text.'],
    [{ pubicUrl: 'https://a.example' }, 'createServer does not know the option pubicUrl.'],
    [{ path: 'mcp' }, 'path is "mcp": use an absolute path such as "/mcp".'],
    [{ path: '/mcp?x=1' }, 'use an absolute path'],
    [{ path: '/m cp' }, 'use an absolute path'],
    [{ publicUrl: 'mcp.example.com' }, 'publicUrl is "mcp.example.com": use an http or https URL'],
    [{ publicUrl: 'ftp://mcp.example.com' }, 'use an http or https URL'],
  ])('throws at once for %j', (options, sentence) => {
    expect(() => untyped(createServer, { ...valid, ...options })).toThrow(sentence);
  });

  it('throws a sentence when it gets no options at all', () => {
    expect(() => untyped(createServer)).toThrow(/createServer needs/);
  });
});

describe('start()', () => {
  it.each([
    [
      { allowedOrigins: ['https://a.example/'] },
      'allowedOrigins has "https://a.example/": use scheme, host and port alone',
    ],
    [{ allowedOrigins: ['a.example'] }, 'allowedOrigins has "a.example"'],
    [{ allowedOrigins: ['null'] }, 'allowedOrigins has "null"'],
    [{ allowedHosts: ['https://a.example'] }, 'allowedHosts has "https://a.example"'],
    [{ allowedHosts: ['a.example/mcp'] }, 'allowedHosts has "a.example/mcp"'],
    [{ trustedProxies: ['10.0.0.0/33'] }, 'trustedProxies has "10.0.0.0/33": use an IP address or a range'],
    [{ trustedProxies: ['10.0.0.0/'] }, 'trustedProxies has "10.0.0.0/"'],
    [{ trustedProxies: ['10.0.0.0/8/8'] }, 'trustedProxies has "10.0.0.0/8/8"'],
    [{ trustedProxies: ['::1/129'] }, 'trustedProxies has "::1/129"'],
    [{ trustedProxies: ['10.0.0.0/-1'] }, 'trustedProxies has "10.0.0.0/-1"'],
    [{ trustedProxies: ['proxy.internal'] }, 'trustedProxies has "proxy.internal"'],
    [{ trustedProxies: [''] }, 'trustedProxies has ""'],
    [{ limits: { bodies: 1 } }, 'limits.bodies does not exist: use one of body, result, depth'],
    [{ limits: { body: '1 mb' } }, 'limits.body is 1 mb: use bytes or text such as "512kb", "1mb".'],
    [{ limits: { body: '1tb' } }, 'limits.body is 1tb'],
    [{ limits: { body: 0 } }, 'limits.body is 0: use a whole number above 0.'],
    [{ limits: { body: 1.5 } }, 'limits.body is 1.5'],
    [{ limits: { result: '-1kb' } }, 'limits.result is -1kb'],
    [{ limits: { depth: 0 } }, 'limits.depth is 0: use a whole number above 0.'],
    [{ limits: { nodes: Number.POSITIVE_INFINITY } }, 'limits.nodes is Infinity'],
    [{ limits: { sessions: '10' } }, 'limits.sessions is 10: use a whole number above 0.'],
    [{ limits: { sessionsPerCaller: -1 } }, 'limits.sessionsPerCaller is -1'],
    [{ limits: { page: 2.5 } }, 'limits.page is 2.5'],
    [{ deadline: '10 minutes' }, 'deadline is 10 minutes: use milliseconds or text such as "10s", "5m", "1h".'],
    [{ deadline: -5 }, 'deadline is -5'],
    [{ deadline: '' }, 'deadline is '],
    [{ deadline: 0 }, 'deadline is 0: use more, such as "10s".'],
    [{ sessions: { idle: '0s' } }, 'sessions.idle is 0'],
    [{ sessions: { lifetime: 0 } }, 'sessions.lifetime is 0'],
    [{ sessions: { idle: 'long' } }, 'sessions.idle is long'],
    [{ sessions: { lifetime: '1w' } }, 'sessions.lifetime is 1w'],
    [{ sessions: { idel: '5m' } }, 'sessions.idel does not exist'],
    [{ failedAttempts: { perMinute: 0 } }, 'failedAttempts.perMinute is 0: use a number above 0, or false.'],
    [{ failedAttempts: { perMinute: Number.NaN } }, 'failedAttempts.perMinute is NaN'],
    [{ failedAttempts: { perMinutes: 5 } }, 'failedAttempts.perMinutes does not exist'],
  ])('is refused with %j', async (options, sentence) => {
    await expect(start(options)).rejects.toThrow(sentence);
  });

  it.each([
    { path: '/' },
    { publicUrl: 'https://mcp.example.com/app' },
    { allowedOrigins: ['http://localhost:5173'], allowedHosts: ['mcp.example.com', 'mcp.example.com:8443'] },
    { trustedProxies: ['10.0.0.0/8', '::1', 'fd00::/8', '192.0.2.7'] },
    { limits: { body: '2mb', result: 1024, depth: 8, nodes: 10, sessions: 1, sessionsPerCaller: 1, page: 1 } },
    { deadline: 1, sessions: { idle: '1.5h', lifetime: '7d' } },
    { failedAttempts: false },
    { failedAttempts: { perMinute: 0.5 } },
  ])('is granted with %j', async (options) => {
    await expect(start(options)).resolves.toBeUndefined();
  });
});

it('throws for a mistake where handler and fetch are read, not when a request comes', () => {
  const server = () => createServer({ ...valid, allowedOrigins: ['nonsense'] });
  expect(() => server().handler).toThrow('allowedOrigins has "nonsense"');
  expect(() => server().fetch).toThrow('allowedOrigins has "nonsense"');
  expect(() =>
    server()
      .tool('work', { description: 'x' }, () => 1)
      .explain('work'),
  ).toThrow('allowedOrigins');
});

it('rejects listen and stdio for a mistake in the options', async () => {
  const server = () => createServer({ ...valid, limits: { depth: 0 } });
  await expect(server().listen({ port: 0 })).rejects.toThrow('limits.depth is 0');
  await expect(server().stdio({ input: Readable.from([]), output: new PassThrough() })).rejects.toThrow('depth is 0');
});

it('tells clients its title, version and instructions', async () => {
  const client = await connect(createServer({ ...valid, title: 'Weather', instructions: 'Ask for a city.' }));
  expect(client.getServerVersion()).toEqual({ name: 'weather', version: '1.0.0', title: 'Weather' });
  expect(client.getInstructions()).toBe('Ask for a city.');
});
