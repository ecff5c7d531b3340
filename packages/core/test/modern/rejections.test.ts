import { expect, test } from '@jest/globals';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { capabilitiesKey, infoKey, leastMeta, levelKey, versionKey } from '../protocol/modern/modern-messages.js';
import { modernRequest, routing } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { post } from '../support/wire.js';

const call = modernRequest('tools/call', { name: 'echo', arguments: {} }, { id: 'the id' });
const right = routing(call);
const withMeta = (_meta: unknown) => ({ ...call, params: { ...call.params, _meta } });
const base64 = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`;
const without = (name: string) => Object.fromEntries(Object.entries(right).filter(([header]) => header !== name));

/** Everything a server of 2026-07-28 refuses before it looks at the method: what is wrong, the body, the headers, the code. */
const refused: [string, object, Record<string, string>, number][] = [
  ['no _meta', { ...call, params: { name: 'echo' } }, right, -32602],
  ['_meta that is a list', withMeta([]), right, -32602],
  ['an empty _meta', withMeta({}), right, -32602],
  ['no version', withMeta({ [capabilitiesKey]: {} }), right, -32602],
  ['a version that is no text', withMeta({ ...leastMeta, [versionKey]: 20260728 }), right, -32602],
  ['no capabilities', withMeta({ [versionKey]: '2026-07-28' }), right, -32602],
  ['capabilities null', withMeta({ ...leastMeta, [capabilitiesKey]: null }), right, -32602],
  ['capabilities in a list', withMeta({ ...leastMeta, [capabilitiesKey]: ['sampling'] }), right, -32602],
  ['a capability that is true', withMeta({ ...leastMeta, [capabilitiesKey]: { sampling: true } }), right, -32602],
  ['a client without a version', withMeta({ ...leastMeta, [infoKey]: { name: 'x' } }), right, -32602],
  ['an unknown log level', withMeta({ ...leastMeta, [levelKey]: 'verbose' }), right, -32602],
  ['a progress token that is an object', withMeta({ ...leastMeta, progressToken: {} }), right, -32602],
  ['another version in the header', call, { ...right, 'mcp-protocol-version': '2025-11-25' }, -32020],
  ['no version in the header', call, without('mcp-protocol-version'), -32020],
  ['another method in the header', call, { ...right, 'mcp-method': 'tools/list' }, -32020],
  ['the method in capitals', call, { ...right, 'mcp-method': 'TOOLS/CALL' }, -32020],
  ['no method in the header', call, without('mcp-method'), -32020],
  ['another name in the header', call, { ...right, 'mcp-name': 'Echo' }, -32020],
  ['no name in the header', call, without('mcp-name'), -32020],
  ['another name in base64', call, { ...right, 'mcp-name': base64('other') }, -32020],
  ['base64 without padding', call, { ...right, 'mcp-name': '=?base64?ZWNobw?=' }, -32020],
  ['base64 of what is not UTF-8', call, { ...right, 'mcp-name': '=?base64?/w==?=' }, -32020],
  ['base64 with a marker in capitals', call, { ...right, 'mcp-name': '=?BASE64?ZWNobw==?=' }, -32020],
  ['a name sent twice', call, { ...right, 'mcp-name': 'echo, echo' }, -32020],
];

test.each(refused)(
  '%s is refused in JSON under the id of the request, whatever the client accepts',
  async (...given) => {
    const [, body, headers, code] = given;
    const { server, log } = testServer();
    for (const accept of ['application/json, text/event-stream', 'text/event-stream', 'application/json', '*/*']) {
      const response = await post(server, body, { ...headers, accept });
      expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json']);
      expect(response.headers.get('mcp-session-id')).toBeNull();
      const message = await response.json();
      expect(message).toEqual({ jsonrpc: '2.0', id: 'the id', error: expect.objectContaining({ code }) });
    }
    expect(log.records).toEqual([]);
  },
);

test.each<[string, Record<string, string>]>([
  ['in base64', { 'mcp-name': base64('echo') }],
  ['between blanks', { 'mcp-name': ' \t echo\t ', 'mcp-method': ' tools/call', 'mcp-protocol-version': '2026-07-28 ' }],
])('headers may say the same as the body %s', async (_how, headers) => {
  const { server } = testServer();
  expect((await post(server, call, { ...right, ...headers })).status).toBe(200);
});

test('what clients may leave out of the envelope they may leave out', async () => {
  const { server } = testServer();
  const response = await post(server, withMeta({ ...leastMeta, unknown: [1], 'example.com/x': null }), right);
  expect(await response.json()).toMatchObject({ id: 'the id', result: { resultType: 'complete' } });
});

test.each(['2099-01-01', '2026-07-29', 'v999.0.0', '2025-11-25', '2024-11-05', ''])(
  'the version %j is refused with the ones that are served',
  async (version) => {
    const { server } = testServer();
    const message = withMeta({ ...leastMeta, [versionKey]: version });
    const response = await post(server, message, { ...right, 'mcp-protocol-version': version });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      id: 'the id',
      error: { code: -32022, data: { requested: version, supported: expect.arrayContaining(['2026-07-28']) } },
    });
  },
);

test.each<[string, string, number]>([
  ['that is no JSON', '{"jsonrpc":"2.0","id":7', -32700],
  ['that is empty', '', -32700],
  ['that is a batch', `[${JSON.stringify(call)}]`, -32600],
  [
    'that is a batch with one modern message',
    `[{"jsonrpc":"2.0","id":1,"method":"ping"},${JSON.stringify(call)}]`,
    -32600,
  ],
  ['that is an empty batch', '[]', -32600],
  ['that is a text', '"tools/call"', -32600],
])('a body %s is refused without an id', async (_what, body, code) => {
  const { server } = testServer();
  const response = await post(server, body, right);
  expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json']);
  expect(await response.json()).toEqual({ jsonrpc: '2.0', error: expect.objectContaining({ code }) });
});

test.each<[string, object]>([
  ['another version of JSON-RPC', { ...call, jsonrpc: '1.0' }],
  ['a key that JSON-RPC has not', { ...call, extra: 1 }],
  ['params in a list', { ...call, params: [] }],
])('a message with %s is refused under its id', async (_what, body) => {
  const { server } = testServer();
  const response = await post(server, body, right);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ id: 'the id', error: { code: -32600 } });
});

test.each([null, 1.5, {}, true, ['a']])('the id %j is refused and not repeated', async (id) => {
  const { server } = testServer();
  const response = await post(server, { ...call, id }, right);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ jsonrpc: '2.0', error: expect.objectContaining({ code: -32600 }) });
});

test('the transport refuses before the message is read, and without its id', async () => {
  const { server } = testServer({ allowedHosts: ['localhost'] });
  server.use(tokenAuth({ ada: [] }));
  const statuses: Record<string, unknown> = {};
  for (const [what, headers] of Object.entries<Record<string, string>>({
    'a foreign origin': { ...bearer('ada'), origin: 'https://evil.example.com' },
    'another type': { ...bearer('ada'), 'content-type': 'text/plain' },
    'a wrong token': bearer('eve'),
    'no token': {},
    nothing: { ...bearer('ada'), accept: 'text/html' },
  })) {
    const response = await post(server, { ...call, params: {} }, { ...right, ...headers });
    statuses[what] = [response.status, Object.hasOwn(Object(await response.json()), 'id')];
  }
  expect(statuses).toEqual({
    'a foreign origin': [403, false],
    'another type': [415, false],
    'a wrong token': [401, false],
    'no token': [401, false],
    nothing: [406, false],
  });
});
