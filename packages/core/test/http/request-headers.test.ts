import { expect, test } from '@jest/globals';
import { apiKey } from '@toolgate/auth-apikey';
import { systemClock } from '../../src/clock.js';
import { listening } from '../support/listening.js';
import { ping, toolCall, verdict } from '../support/messages.js';
import { exchange, head, jsonHead, jsonPost } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire, post } from '../support/wire.js';

const secret = 'a-secret-of-length';

async function socketServer() {
  const { server } = testServer({ clock: systemClock });
  return { server, ...(await listening(server)) };
}

async function guardedServer() {
  const { server } = testServer({ clock: systemClock, failedAttempts: false });
  return listening(server.use(apiKey({ keys: { ada: { secret }, bob: { secret: `${secret}-of-bob` } } })));
}

const extra = (count: number) => Array.from({ length: count }, (_, index) => `X-H${index}: 1`);

test('serves 100 headers and refuses 101 with 431', async () => {
  const { port } = await socketServer();
  // jsonPost has four of its own.
  expect((await exchange(port, jsonPost(initialize(), ...extra(96)))).status).toBe(200);
  const refused = await exchange(port, jsonPost(initialize(), ...extra(97)));
  expect(refused.status).toBe(431);
  expect(refused.body).toContain('more than 100 headers');
});

test.each([1_990, 3_000])('refuses %d headers with 431', async (count) => {
  const { port } = await socketServer();
  expect((await exchange(port, jsonPost(initialize(), ...extra(count)))).status).toBe(431);
});

test('refuses a header of more than 16 KiB with 431', async () => {
  const { port } = await socketServer();
  expect((await exchange(port, jsonPost(initialize(), `X-Long: ${'x'.repeat(17_000)}`))).status).toBe(431);
});

test.each([
  ['two credentials', [`Authorization: Bearer ${secret}`, `Authorization: Bearer ${secret}`]],
  ['a good credential and a wrong one', [`Authorization: Bearer ${secret}`, 'authorization: Bearer wrong']],
  ['a wrong credential and a good one', ['AUTHORIZATION: Bearer wrong', `Authorization: Bearer ${secret}`]],
  ['two keys', [`X-Api-Key: ${secret}`, `x-api-key: ${secret}`]],
  ['credentials of two callers', [`X-Api-Key: ${secret}`, `Authorization: Bearer ${secret}-of-bob`]],
])('refuses %s with 400', async (_what, headers) => {
  const { port } = await guardedServer();
  expect((await exchange(port, jsonPost(initialize(), ...headers))).status).toBe(400);
});

test('takes one caller in two headers', async () => {
  const { port } = await guardedServer();
  const both = [`X-Api-Key: ${secret}`, `Authorization: Bearer ${secret}`];
  expect((await exchange(port, jsonPost(initialize(), ...both))).status).toBe(200);
});

test.each(['Mcp-Session-Id', 'mcp-session-id'])(
  'refuses two session headers with 400, the second as %s',
  async (name) => {
    const { server, port } = await socketServer();
    const own = `Mcp-Session-Id: ${(await openWire(server)).session}`;
    expect((await exchange(port, jsonPost(ping(), own, `${name}: other`))).status).toBe(400);
    expect((await exchange(port, jsonPost(ping(), `${name}: other`, own))).status).toBe(400);
  },
);

test('refuses two version headers with 400', async () => {
  const { port } = await socketServer();
  const version = 'MCP-Protocol-Version: 2025-11-25';
  expect((await exchange(port, jsonPost(initialize(), version, version))).status).toBe(400);
});

test.each(['1900-01-01', '2025-11-26', '2025-6-18', '2025', '', 'latest', '2025-11-25, 2025-06-18'])(
  'refuses the protocol version %j with 400 and lists those it serves',
  async (version) => {
    const { server } = testServer();
    const wire = await openWire(server);
    const response = await wire.post(toolCall(1), { 'mcp-protocol-version': version });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('2025-11-25, 2025-06-18, 2025-03-26, 2024-11-05');
  },
);

test('tells a request that claims a later version in its header alone what is missing', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  expect(await verdict(await wire.post(toolCall(1), { 'mcp-protocol-version': '2099-01-01' }))).toEqual([400, -32602]);
});

test.each(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'])(
  'takes the protocol version %s',
  async (version) => {
    const { server } = testServer();
    const wire = await openWire(server, {}, version);
    expect((await wire.post(ping(), { 'mcp-protocol-version': version })).status).toBe(200);
  },
);

test('takes the version header of a client that has not asked for a revision yet', async () => {
  const { server } = testServer();
  const version = { 'mcp-protocol-version': '2025-11-25' };
  expect((await post(server, initialize(), version)).status).toBe(200);
});

const bare = (...headers: string[]) => head('POST /mcp HTTP/1.1', 'Host: localhost', ...jsonHead, ...headers);
const text = JSON.stringify(initialize());

test.each([
  ['two lengths that differ', bare(`Content-Length: ${text.length}`, 'Content-Length: 5') + text],
  ['a length and chunks', bare(`Content-Length: ${text.length}`, 'Transfer-Encoding: chunked') + text],
  ['a negative length', bare('Content-Length: -1') + text],
  ['a length in hexadecimal', bare('Content-Length: 0xff') + text],
  ['a chunk size that is no number', `${bare('Transfer-Encoding: chunked')}zz\r\n${text}\r\n0\r\n\r\n`],
  ['an unknown transfer encoding', bare('Transfer-Encoding: gzip, x') + text],
  ['a folded header', bare(`Content-Length: ${text.length}`, 'X-Folded: a\r\n b') + text],
  ['a blank before the colon', bare(`Content-Length : ${text.length}`) + text],
  ['lines that end in a bare line feed', (bare(`Content-Length: ${text.length}`) + text).replaceAll('\r\n', '\n')],
  ['a NUL in a header', bare(`Content-Length: ${text.length}`, 'X-Nul: a\0b') + text],
])('refuses %s instead of guessing', async (_what, request) => {
  const { port } = await socketServer();
  expect((await exchange(port, request)).status).toBe(400);
});

test('answers wrong credentials, no credentials and empty ones alike', async () => {
  const { server } = testServer({ failedAttempts: false });
  const guarded = server.use(apiKey({ keys: { ada: { secret } } }));
  for (const headers of [{}, { 'x-api-key': 'wrong' }, { 'x-api-key': '' }, { authorization: '' }]) {
    const response = await post(guarded, initialize(), headers);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await verdict(response)).toEqual([401, 40100]);
  }
});

test.each(['_token', '^token', 'x-token'])('finds the header %s in any case', async (name) => {
  const { server } = testServer({ clock: systemClock });
  const seen: (string | undefined)[] = [];
  server.use({ name: 'reader', admit: (request) => void seen.push(request.header(name)) });
  const { port } = await listening(server);
  for (const sent of [name, name.toUpperCase()]) await exchange(port, jsonPost(initialize(), `${sent}: value`));
  expect(seen).toEqual(['value', 'value']);
});
