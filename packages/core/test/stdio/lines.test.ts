import { expect, test } from '@jest/globals';
import { ping, toolCall } from '../support/messages.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

const open = (limits: { body?: number } = {}) => new StdioPipe(testServer({ limits }).server);
const pong = { jsonrpc: '2.0', id: 1, result: {} };

test('answers a message that comes a byte at a time', async () => {
  const pipe = await open().initialized();
  for (const byte of Buffer.from(`${JSON.stringify(toolCall(1, 'echo', { text: 'Ærø 🧪' }))}\n`)) {
    pipe.input.write(Buffer.of(byte));
  }
  expect(await pipe.next()).toMatchObject({ id: 1, result: { content: [{ text: 'Ærø 🧪' }] } });
});

test('answers messages split anywhere, and several in one chunk', async () => {
  const pipe = await open().initialized();
  const bytes = Buffer.from([1, 2, 3].map((id) => `${JSON.stringify(ping(id))}\n`).join(''));
  for (let cut = 0; cut <= bytes.length; cut++) {
    pipe.input.write(bytes.subarray(0, cut));
    pipe.input.write(bytes.subarray(cut));
    for (const id of [1, 2, 3]) expect(await pipe.next()).toEqual({ ...pong, id });
  }
});

test('takes lines that end in CRLF', async () => {
  const pipe = open();
  pipe.input.write(`${JSON.stringify(initialize())}\r\n${JSON.stringify(ping())}\r\n`);
  expect(await pipe.next()).toMatchObject({ id: 'init', result: { protocolVersion: '2025-11-25' } });
  expect(await pipe.next()).toEqual(pong);
});

test('passes over empty lines', async () => {
  const pipe = await open().initialized();
  pipe.input.write('\n\r\n  \n\t\n');
  pipe.send(ping());
  expect(await pipe.next()).toEqual(pong);
});

test('takes text chunks of a stream that decodes for itself', async () => {
  const pipe = open();
  pipe.input.setEncoding('utf8');
  await pipe.initialized();
  pipe.send(toolCall(1, 'echo', { text: 'Ærø' }));
  expect(await pipe.next()).toMatchObject({ result: { content: [{ text: 'Ærø' }] } });
});

test.each([
  ['garbage', 'garbage', -32700],
  ['a message cut short', '{"jsonrpc":"2.0","id":1', -32700],
  ['two messages on a line', `${JSON.stringify(ping())}${JSON.stringify(ping())}`, -32700],
  ['a byte order mark', `\uFEFF${JSON.stringify(ping())}`, -32700],
  ['a NUL', '\0', -32700],
  ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600],
  ['an HTTP request', 'POST /mcp HTTP/1.1', -32700],
  ['an object that is no message', '{}', -32600],
  ['a nested array', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, -32600],
])('answers %s with an error to no id, and carries on', async (_what, line, code) => {
  const pipe = await open().initialized();
  const error = await pipe.send(line).next();
  expect(error.error?.code).toBe(code);
  expect(error).not.toHaveProperty('id');
  expect(await pipe.send(ping()).next()).toEqual(pong);
});

test('answers bad UTF-8 with an error instead of replacing it, and carries on', async () => {
  const pipe = await open().initialized();
  pipe.input.write(Buffer.concat([Buffer.from('{"jsonrpc":"2.0","id":"'), Buffer.of(0xff), Buffer.from('"}\n')]));
  expect(await pipe.next()).toMatchObject({ error: { code: -32600, message: 'The line is not valid UTF-8.' } });
  expect(await pipe.send(ping()).next()).toEqual(pong);
});

test('takes a line of exactly the limit and refuses one of a byte more, without its newline', async () => {
  const pipe = await open({ body: 200 }).initialized();
  const line = JSON.stringify(ping());
  expect(await pipe.send(line.padEnd(200)).next()).toEqual(pong);
  expect(await pipe.send(line.padEnd(201)).next()).toMatchObject({
    error: { code: 41300, message: 'The line is longer than 200 bytes.' },
  });
  expect(await pipe.send(ping()).next()).toEqual(pong);
});

test('skips a line far over the limit to its end, whatever it holds, and answers it once', async () => {
  const pipe = await open({ body: 200 }).initialized();
  for (let round = 0; round < 1_000; round++) pipe.input.write('x'.repeat(10_000));
  pipe.input.write(`${JSON.stringify(ping(2))}\n`);
  expect(await pipe.next()).toMatchObject({ error: { code: 41300 } });
  expect(await pipe.send(ping()).next()).toEqual(pong);
});

test('answers a line over the limit that ends with the input', async () => {
  const pipe = await open({ body: 200 }).initialized();
  pipe.input.end('x'.repeat(201));
  await pipe.done;
  expect(pipe.received.size).toBe(1);
  expect(await pipe.next()).toMatchObject({ error: { code: 41300 } });
});

test('answers a last line without a newline', async () => {
  const pipe = await open().initialized();
  pipe.input.end(JSON.stringify(ping()));
  expect(await pipe.next()).toEqual(pong);
  await pipe.done;
});

test('takes ten thousand messages in one go and answers each once', async () => {
  const pipe = await open().initialized();
  pipe.input.end(Array.from({ length: 10_000 }, (_, id) => `${JSON.stringify(ping(id))}\n`).join(''));
  await pipe.done;
  expect(pipe.received.size).toBe(10_000);
  const ids = new Set<unknown>();
  for (let count = 0; count < 10_000; count++) ids.add((await pipe.next()).id);
  expect(ids.size).toBe(10_000);
});

test('writes every message on a line of its own, however many lines its text has', async () => {
  const pipe = await open().initialized();
  let written = '';
  pipe.output.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  await pipe.send(toolCall(1, 'echo', { text: 'one\ntwo\r\nthree\u2028four' })).next();
  expect(written.match(/\n/g)).toHaveLength(1);
});
