import { describe, expect, it, test } from '@jest/globals';
import { AuthenticationError, ProtocolError, ToolError, UnavailableError } from '@toolgate/core';
import fc from 'fast-check';
import { z } from 'zod';
import { modernRequest, modernWire, replyOf, serverInfoKey } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

const icons = [{ src: 'https://example.com/icon.png', mimeType: 'image/png', sizes: ['48x48'] }];
const identity = { name: 'test', version: '1.0.0', title: 'Test', icons };

/** A server with something behind every method. */
function fullServer(): TestServer {
  const made = testServer({ title: 'Test', icons, instructions: 'Be kind.' });
  const { server } = made;
  server.tool('fails', { description: 'Fails' }, () => {
    throw new ToolError('NO', 'No.');
  });
  server.resource('readme', { uri: 'test://readme' }, () => 'text');
  server.resource('page', { template: 'test://page/{number}' }, ({ number }) => number);
  server.prompt('greeting', { description: 'Greets', arguments: { mood: z.enum(['good', 'bad']) } }, () => 'hi');
  server.tool('later', { description: 'Later', task: 'optional' }, () => 'done');
  return made;
}

const served: [string, object][] = [
  ['server/discover', {}],
  ['tools/list', {}],
  ['prompts/list', {}],
  ['resources/list', {}],
  ['resources/templates/list', {}],
  ['resources/read', { uri: 'test://readme' }],
  ['resources/read', { uri: 'test://page/7' }],
  ['tools/call', { name: 'echo' }],
  ['tools/call', { name: 'fails' }],
  ['tools/call', { name: 'echo', arguments: { text: 7 } }],
  ['prompts/get', { name: 'greeting', arguments: { mood: 'good' } }],
  ['completion/complete', { ref: { type: 'ref/prompt', name: 'greeting' }, argument: { name: 'mood', value: '' } }],
];
const cached = [
  'server/discover',
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
];

describe('every result says its type and who answers, and those that can be kept how long', () => {
  const { server } = fullServer();
  it.each(served)('%s %j', async (method, params) => {
    const { status, headers, result } = await modernWire(server).ask(method, params);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(result).toMatchObject({ resultType: 'complete', _meta: { [serverInfoKey]: identity } });
    const kept = { ttlMs: result?.ttlMs, cacheScope: result?.cacheScope };
    expect(kept).toEqual(cached.includes(method) ? { ttlMs: 0, cacheScope: 'private' } : {});
  });

  it('over stdio too', async () => {
    const pipe = new StdioPipe(server);
    for (const [method, params] of served) {
      const { result } = await pipe.send(modernRequest(method, params)).next();
      expect(result).toMatchObject({ resultType: 'complete', _meta: { [serverInfoKey]: identity } });
      expect(result !== undefined && 'ttlMs' in result).toBe(cached.includes(method));
    }
  });

  it('and none of it on the 2025 wire', async () => {
    const { post } = await openWire(server);
    for (const [method, params] of served.slice(1)) {
      const { result } = await replyOf(await post({ jsonrpc: '2.0', id: 1, method, params }));
      for (const key of ['resultType', 'ttlMs', 'cacheScope']) expect(result).not.toHaveProperty(key);
      expect(JSON.stringify(result)).not.toContain(serverInfoKey);
    }
  });
});

test("a result's own _meta stays beside the server's name, which it cannot change", async () => {
  const { server } = testServer();
  const _meta = { 'example.com/trace': [1], [serverInfoKey]: { name: 'an impostor', version: '9' } };
  server.tool('own', { description: 'Has its own' }, () => ({ content: [], _meta }));
  server.resource('readme', { uri: 'test://readme' }, () => ({
    contents: [{ uri: 'test://readme', text: 'x' }],
    _meta,
  }));
  server.prompt('hi', { description: 'Hi' }, () => ({
    messages: [{ role: 'user', content: { type: 'text', text: 'x' } }],
    _meta,
  }));
  const { ask } = modernWire(server);
  const named = { 'example.com/trace': [1], [serverInfoKey]: { name: 'test', version: '1.0.0' } };
  expect((await ask('tools/call', { name: 'own' })).result?._meta).toEqual(named);
  expect((await ask('resources/read', { uri: 'test://readme' })).result).toMatchObject({ _meta: named, ttlMs: 0 });
  expect((await ask('prompts/get', { name: 'hi' })).result).toMatchObject({ _meta: named, resultType: 'complete' });
});

test('a handler cannot say that its result is of another type', async () => {
  const { server } = testServer();
  server.tool('task', { description: 'Pretends' }, () => ({ content: [], resultType: 'task', taskId: 'x' }));
  const { result } = await modernWire(server).call('task');
  expect(result).toMatchObject({ resultType: 'complete', content: [{ type: 'text' }] });
  expect(result).not.toHaveProperty('taskId');
});

test('structuredContent is any JSON value, and on the 2025 wire an object', async () => {
  const { server } = testServer();
  const given: { value: unknown } = { value: undefined };
  server.tool('any', { description: 'Answers anything', output: z.unknown() }, () => given.value);
  const modern = modernWire(server);
  const legacy = await openWire(server);
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 2 }), async (value) => {
      given.value = JSON.parse(JSON.stringify(value));
      const { result } = await modern.call('any');
      expect(result).toHaveProperty('structuredContent', given.value);
      expect(result).toMatchObject({ content: [{ type: 'text', text: JSON.stringify(given.value) }] });
      expect((await legacy.call('any')).result?.structuredContent).toEqual({ result: given.value });
    }),
    { numRuns: 25 },
  );
});

test('an output schema goes out as it is, and on the 2025 wire as one of an object', async () => {
  const { server } = testServer();
  server.tool('sum', { description: 'Sums', output: z.number() }, () => 3);
  const { result } = await modernWire(server).ask('tools/list');
  expect(result?.tools).toMatchObject([{ name: 'echo' }, { name: 'sum', outputSchema: { type: 'number' } }]);
  const { post } = await openWire(server);
  const legacy = await replyOf(await post({ jsonrpc: '2.0', id: 1, method: 'tools/list' }));
  const outputSchema = { type: 'object', properties: { result: { type: 'number' } } };
  expect(legacy.result?.tools).toMatchObject([{ name: 'echo' }, { name: 'sum', outputSchema }]);
});

test.each<[string, unknown, object]>([
  [
    'a ToolError',
    new ToolError('NO_FIELD', 'There is no field 7.'),
    { result: { isError: true, content: [{ text: 'There is no field 7.' }] } },
  ],
  [
    'anything else',
    new Error('password=x'),
    { result: { isError: true, _meta: { 'toolgate/error': { code: 'INTERNAL' } } } },
  ],
  [
    'a ProtocolError',
    new ProtocolError('INVALID_PARAMS', 'No such page.', { page: 7 }),
    { error: { code: -32602, message: 'No such page.', data: { page: 7 } } },
  ],
  [
    'a ProtocolError of its own',
    new ProtocolError('OUT_OF_INK', 'No ink.'),
    { error: { code: 50000, data: { code: 'OUT_OF_INK' } } },
  ],
])('%s of a tool travels in the body of a 200', async (_what, thrown, expected) => {
  const { server } = testServer();
  server.tool('throws', { description: 'Throws' }, () => {
    throw thrown;
  });
  const reply = await modernWire(server).call('throws', {}, {}, { id: 'mine' });
  expect(reply).toMatchObject({ status: 200, messages: [{ id: 'mine', ...expected }] });
});

test.each(['resources/read', 'prompts/get'])(
  '%s: an error of the handler is one of the body, masked where it is a crash',
  async (method) => {
    const { server } = testServer();
    const thrown: { error: unknown } = { error: undefined };
    const fail = (): never => {
      throw thrown.error;
    };
    server.resource('broken', { uri: 'test://broken' }, fail);
    server.prompt('wrong', { description: 'Wrong' }, fail);
    const params = method === 'prompts/get' ? { name: 'wrong' } : { uri: 'test://broken' };
    const { ask } = modernWire(server);
    thrown.error = new Error('password=x');
    expect(await ask(method, params)).toMatchObject({
      status: 200,
      error: { code: -32603, data: { code: 'INTERNAL' } },
    });
    thrown.error = new ToolError('NOT_YET', 'Not yet.');
    expect(await ask(method, params)).toMatchObject({ status: 200, error: { code: 50000, message: 'Not yet.' } });
    thrown.error = new UnavailableError('Too busy.');
    expect(await ask(method, params)).toMatchObject({ status: 200, error: { code: 50300 } });
    thrown.error = new AuthenticationError('The upstream wants a login.');
    const { status, headers } = await ask(method, params);
    expect([status, headers.get('www-authenticate')]).toEqual([200, null]);
  },
);

test('a resource that there is not says which, and never comes empty', async () => {
  const { server } = fullServer();
  server.resource('gone', { uri: 'test://gone' }, () => undefined);
  const { ask } = modernWire(server);
  for (const uri of ['test://gone', 'test://never']) {
    const { status, error } = await ask('resources/read', { uri });
    expect([status, error]).toMatchObject([200, { code: -32602, message: 'Resource not found', data: { uri } }]);
  }
});
