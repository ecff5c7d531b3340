import { expect, test } from '@jest/globals';
import { messagesOf, verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { jsonHeaders, openWire, post } from '../support/wire.js';

const parseError = [400, -32700];
const invalidRequest = [400, -32600];

function postBytes(bytes: Uint8Array): Promise<Response> {
  const { server } = testServer();
  return server.fetch(new Request('http://localhost/mcp', { method: 'POST', body: bytes, headers: jsonHeaders }));
}

test.each([
  ['', 'nothing at all'],
  ['{', 'an object that does not end'],
  ['{"jsonrpc":"2.0","id":1,"method":"ping"', 'a message without its last brace'],
  ["{'jsonrpc':'2.0','id':1,'method':'ping'}", 'single quotes'],
  ['{"jsonrpc":"2.0","id":1,"method":"ping",}', 'a trailing comma'],
  ['{"jsonrpc":"2.0","id":NaN,"method":"ping"}', 'NaN'],
  ['{"jsonrpc":"2.0","id":01,"method":"ping"}', 'a leading zero'],
  ['{"jsonrpc":"2.0","id":1,"method":"ping"}{}', 'two messages in a row'],
  ['{"jsonrpc":"2.0","id":1,"method":"ping"}\0', 'a NUL at the end'],
  ['{"jsonrpc":"2.0","id":1,"method":"pi\0ng"}', 'a NUL inside a string'],
  ['\uFEFF{"jsonrpc":"2.0","id":1,"method":"ping"}', 'a byte order mark'],
  ['}]"}', 'closing brackets that open nothing'],
  ['hello', 'plain text'],
])('answers %j with a parse error: %s', async (body) => {
  const { server } = testServer();
  expect(await verdict(await post(server, body))).toEqual(parseError);
});

test.each([
  '1',
  '"ping"',
  'null',
  'true',
  '{}',
  '{"id":1,"method":"ping"}',
  '{"jsonrpc":"1.0","id":1,"method":"ping"}',
  '{"jsonrpc":2.0,"id":1,"method":"ping"}',
  '{"jsonrpc":["2.0"],"id":1,"method":"ping"}',
  '{"JSONRPC":"2.0","id":1,"method":"ping"}',
  '{"jsonrpc":"2.0","id":1}',
  '{"jsonrpc":"2.0","id":1,"Method":"ping"}',
  '{"jsonrpc":"2.0","id":1,"method":""}',
  '{"jsonrpc":"2.0","id":1,"method":7}',
  '{"jsonrpc":"2.0","id":1,"method":null}',
  '{"jsonrpc":"2.0","id":1,"method":["ping"]}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","params":null}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","extra":1}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}',
  '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":"x"}}',
  '{"jsonrpc":"2.0","id":1,"result":1}',
  '{"jsonrpc":"2.0","result":{}}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":{"x":1}}',
])('answers %s as an invalid request', async (body) => {
  const { server } = testServer();
  expect(await verdict(await post(server, body))).toEqual(invalidRequest);
});

test('refuses a batch without messages', async () => {
  const wire = await openWire(testServer().server);
  expect(await verdict(await wire.post('[]'))).toEqual(invalidRequest);
});

test.each(['[{"jsonrpc":"2.0","id":1,"method":"ping"}]', '[[]]', '[1,2,3]'])(
  'refuses the batch %s and says to send one message',
  async (body) => {
    const { server } = testServer();
    const wire = await openWire(server);
    const response = await wire.post(body);
    expect(response.status).toBe(400);
    const [message] = await messagesOf(response);
    expect(message?.error).toMatchObject({ code: -32600, message: expect.stringContaining('send one message') });
    expect(message).not.toHaveProperty('id');
  },
);

test('refuses a method name of more than 128 characters and takes one of 128', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  const named = (length: number) => wire.post({ jsonrpc: '2.0', id: 1, method: 'm'.repeat(length) });
  expect(await verdict(await named(129))).toEqual(invalidRequest);
  expect(await verdict(await named(128))).toEqual([200, -32601]);
});

test('leaves the id out where it could not be read and repeats it where it could', async () => {
  const { server } = testServer();
  const [unreadable] = await messagesOf(await post(server, '{"jsonrpc":"2.0","id":7'));
  expect(unreadable).not.toHaveProperty('id');
  const [readable] = await messagesOf(await post(server, { jsonrpc: '3.0', id: 7, method: 'ping' }));
  expect(readable).toMatchObject({ id: 7, error: { code: -32600 } });
});

test.each([
  ['a lone continuation byte', [0x80]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['a surrogate half', [0xed, 0xa0, 0x80]],
  ['a sequence cut short', [0xe2, 0x82]],
  ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
])('refuses a body with %s instead of replacing it', async (_what, bytes) => {
  const text = Buffer.from('{"jsonrpc":"2.0","id":"","method":"ping"}');
  const at = text.indexOf('""') + 1;
  const response = await postBytes(Buffer.concat([text.subarray(0, at), Buffer.from(bytes), text.subarray(at)]));
  expect(await verdict(response)).toEqual(invalidRequest);
});

test('refuses UTF-16', async () => {
  const response = await postBytes(Buffer.from('{"jsonrpc":"2.0","id":1,"method":"ping"}', 'utf16le'));
  expect(response.status).toBe(400);
});

test('carries an escaped lone surrogate through a tool and back as the same escape', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  const response = await wire.post(
    '{"jsonrpc":"2.0","id":"\\ud800","method":"tools/call","params":{"name":"echo","arguments":{"text":"\\udfff"}}}',
  );
  const text = await response.text();
  expect(text).toContain('"id":"\\ud800"');
  expect(text).toContain('"text":"\\udfff"');
});

test('carries four-byte characters, line separators and control characters unharmed', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  const text = 'naïve 🧪 \u2028\u2029 \u0000\u001b[31m\r\n"\\';
  const answer = await wire.call('echo', { text });
  expect(answer.result?.content).toEqual([{ type: 'text', text }]);
});
