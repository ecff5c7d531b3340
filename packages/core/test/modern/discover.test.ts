import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { modernRequest, modernWire, tasksKey } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

const listChanged = { listChanged: true };

test('a server with tools alone offers no more', async () => {
  const { server } = testServer();
  const { result } = await modernWire(server).ask('server/discover');
  expect(result).toEqual({
    supportedVersions: expect.arrayContaining(['2026-07-28']),
    capabilities: { tools: listChanged, logging: {} },
    resultType: 'complete',
    ttlMs: 0,
    cacheScope: 'private',
    _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'test', version: '1.0.0' } },
  });
});

test('each kind of thing brings its capability', async () => {
  const { server } = testServer({ instructions: 'Be kind.' });
  const { ask } = modernWire(server);
  const offered = async () => (await ask('server/discover')).result?.capabilities;
  const base = { tools: listChanged, logging: {} };
  server.prompt('plain', { description: 'Plain' }, () => 'hi');
  expect(await offered()).toEqual({ ...base, prompts: listChanged });
  server.resource('readme', { uri: 'test://readme' }, () => 'text');
  const all = { ...base, prompts: listChanged, resources: { ...listChanged, subscribe: true } };
  expect(await offered()).toEqual(all);
  server.prompt('chosen', { description: 'Chosen', arguments: { color: z.enum(['red']) } }, () => 'hi');
  expect(await offered()).toEqual({ ...all, completions: {} });
  server.tool('later', { description: 'Later', task: 'manual' }, () => 'done');
  expect(await offered()).toEqual({ ...all, completions: {}, extensions: { [tasksKey]: {} } });
  expect((await ask('server/discover')).result?.instructions).toBe('Be kind.');
});

test('nothing of tasks stands in lists', async () => {
  const { server } = testServer();
  server.tool('later', { description: 'Later', task: 'required' }, () => 'done');
  const { result } = await modernWire(server).ask('tools/list');
  expect(JSON.stringify(result)).not.toMatch(/task/i);
});

test('every version it names is one that a refusal names too', async () => {
  const { server } = testServer();
  const { ask } = modernWire(server);
  const { result } = await ask('server/discover');
  const meta = { 'io.modelcontextprotocol/protocolVersion': '2099-01-01' };
  const { error } = await ask('server/discover', {}, { meta });
  expect(error?.data).toMatchObject({ supported: result?.supportedVersions });
});

test('it is the same for everybody, needs a credential where one is needed, and works over stdio', async () => {
  const server = testServer().server.use(tokenAuth({ ada: ['all'], bob: [] }));
  server.tool('secret', { description: 'Secret', permissions: 'all' }, () => 'x');
  const [ada, bob] = ['ada', 'bob'].map((name) => modernWire(server, { headers: bearer(name) }));
  expect((await ada?.ask('server/discover'))?.result).toEqual((await bob?.ask('server/discover'))?.result);
  expect((await modernWire(server).ask('server/discover')).status).toBe(401);
  const plain = testServer().server;
  const pipe = new StdioPipe(plain);
  const { result } = await pipe.send(modernRequest('server/discover')).next();
  expect(result).toEqual((await modernWire(plain).ask('server/discover')).result);
});

test('lists are the same on every connection, in one order, and differ by permission alone', async () => {
  const server = testServer().server.use(tokenAuth({ ada: ['all'], bob: [], carl: [] }));
  for (const name of ['zebra', 'ant', 'bee']) {
    server.tool(name, { description: name, ...(name === 'ant' ? { permissions: 'all' } : {}) }, () => name);
  }
  const names = async (caller: string) => {
    const { result } = await modernWire(server, { headers: bearer(caller) }).ask('tools/list');
    return Array.isArray(result?.tools) ? result.tools.map(({ name }) => name) : [];
  };
  expect(await names('ada')).toEqual(['echo', 'zebra', 'ant', 'bee']);
  expect(await names('bob')).toEqual(['echo', 'zebra', 'bee']);
  expect(await names('carl')).toEqual(await names('bob'));
});
