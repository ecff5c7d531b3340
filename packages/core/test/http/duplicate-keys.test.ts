import { expect, test } from '@jest/globals';
import { verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { openWire, parse } from '../support/wire.js';

const envelope = (rest: string) => `{"jsonrpc":"2.0","id":1,${rest}}`;
const echo = '"method":"tools/call"';

test.each([
  ['jsonrpc', '{"jsonrpc":"2.0","jsonrpc":"2.0","id":1,"method":"ping"}'],
  ['id', '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}'],
  ['method', envelope('"method":"ping","method":"tools/list"')],
  ['method, written with an escape', envelope('"method":"ping","m\\u0065thod":"tools/list"')],
  ['params', envelope(`${echo},"params":{"name":"a"},"params":{"name":"echo"}`)],
  ['params, the first with an escape', envelope(`${echo},"p\\u0061rams":{"name":"a"},"params":{"name":"echo"}`)],
  ['params, the second with an escape', envelope(`${echo},"params":{"name":"a"},"p\\u0061rams":{"name":"echo"}`)],
  ['params.name', envelope(`${echo},"params":{"name":"a","name":"echo"}`)],
  ['params.name, one with an escape', envelope(`${echo},"params":{"name":"a","n\\u0061me":"echo"}`)],
  ['params.name where params is escaped', envelope(`${echo},"p\\u0061rams":{"name":"a","name":"echo"}`)],
  ['params.name after nested values', envelope(`${echo},"params":{"name":"a","arguments":{"a":[{}]},"name":"echo"}`)],
  ['params.arguments', envelope(`${echo},"params":{"name":"echo","arguments":{},"arguments":{}}`)],
  ['params._meta', envelope(`${echo},"params":{"name":"echo","_meta":{},"_meta":{"progressToken":1}}`)],
  [
    'params._meta.progressToken',
    envelope(`${echo},"params":{"name":"echo","_meta":{"progressToken":1,"progressToken":2}}`),
  ],
  ['_meta keys under an escaped _meta', envelope(`${echo},"params":{"name":"echo","\\u005fmeta":{"a":1,"a":2}}`)],
  ['_meta keys after an array', envelope(`${echo},"params":{"name":"echo","x":[{"a":1}],"_meta":{"a":1,"a":2}}`)],
  [
    '_meta keys where params has blanks around',
    envelope(`${echo},"params" : { "name":"echo","_meta"\n:\t{"a":1,"a":2}}`),
  ],
  ['__proto__ in params', envelope(`${echo},"params":{"name":"echo","__proto__":{},"__proto__":{}}`)],
])('refuses a message with %s twice', async (_what, body) => {
  const { server } = testServer();
  const wire = await openWire(server);
  expect(await verdict(await wire.post(body))).toEqual([400, -32600]);
});

test.each([
  ['the last of two equal keys', '{"text":"first","text":"last"}'],
  ['the last of two keys that differ in spelling only', '{"text":"first","t\\u0065xt":"last"}'],
  ['the value of a key called params', '{"params":{"a":1,"a":2},"text":"last"}'],
  ['the value of a key called _meta', '{"_meta":{"a":1,"a":2},"text":"last"}'],
  ['a text that looks like keys', '{"x":"\\"params\\":{\\"a\\":1,\\"a\\":2}","text":"last"}'],
])('passes on %s inside arguments', async (_what, input) => {
  const { server } = testServer();
  const wire = await openWire(server);
  const response = await wire.post(envelope(`${echo},"params":{"name":"echo","arguments":${input}}`));
  expect(parse(await response.text()).result?.content[0]?.text).toBe('last');
});

test('lets equal keys stand in an array beside params', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  const params = '"params":{"name":"echo","arguments":{"text":"fine"},"other":[{"_meta":1},{"_meta":1}]}';
  const response = await wire.post(envelope(`${echo},${params}`));
  expect(parse(await response.text()).result?.content[0]?.text).toBe('fine');
});

test('answers a refused duplicate to its id', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  const response = await wire.post('{"jsonrpc":"2.0","id":"mine","method":"ping","method":"ping"}');
  expect(parse(await response.text())).toMatchObject({ id: 'mine', error: { code: -32600 } });
});
