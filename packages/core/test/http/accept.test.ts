import { expect, test } from '@jest/globals';
import { messagesOf, ping, toolCall, verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

const json = 'application/json';
const stream = 'text/event-stream';

/** A session on a server with a tool that reports progress before it answers. */
async function session() {
  const { server } = testServer();
  server.tool('steps', { description: 'Reports' }, (_input, call) => {
    call.progress(1, 2);
    return 'done';
  });
  return openWire(server);
}

const steps = toolCall(1, 'steps', {}, { progressToken: 't' });

test.each([
  ['application/json, text/event-stream', json],
  ['text/event-stream, application/json', json],
  ['application/json', json],
  ['APPLICATION/JSON', json],
  ['application/json;q=0.5', json],
  ['application/json; charset=utf-8', json],
  ['application/*', json],
  ['*/*', json],
  ['text/html, */*;q=0.1', json],
  ['text/event-stream', stream],
  ['Text/Event-Stream', stream],
  ['text/*', stream],
  ['application/json;q=0, text/event-stream', stream],
  ['application/json; q=0.000, text/event-stream; q=1.0', stream],
])('answers a client that accepts %s with %s', async (accept, type) => {
  const response = await (await session()).post(ping(), { accept });
  expect(response.headers.get('content-type')).toBe(type);
  expect(await messagesOf(response)).toEqual([{ jsonrpc: '2.0', id: 1, result: {} }]);
});

test.each([
  'text/html',
  'text/plain, image/png',
  'application/jsonx',
  'json',
  '',
  'application/json;q=0',
  'application/json;q=0, text/event-stream;q=0.0',
  '*/*;q=0',
])('refuses a client that accepts %j alone with 406 before the call runs', async (accept) => {
  const { server } = testServer();
  let ran = false;
  server.tool('mark', { description: 'Marks' }, () => {
    ran = true;
  });
  const wire = await openWire(server);
  expect(await verdict(await wire.post(toolCall(1, 'mark'), { accept }))).toEqual([406, 40600]);
  expect(ran).toBe(false);
});

test('takes a request without Accept as one that accepts both', async () => {
  const { server } = testServer();
  const { session: id } = await openWire(server);
  const headers = { 'content-type': json, 'mcp-session-id': id };
  const body = Buffer.from(JSON.stringify(ping()));
  const response = await server.fetch(new Request('http://localhost/mcp', { method: 'POST', body, headers }));
  expect(response.headers.get('content-type')).toBe(json);
});

test('turns JSON into a stream when something is sent before the answer', async () => {
  const response = await (await session()).post(steps);
  expect(response.headers.get('content-type')).toBe(stream);
  expect(await messagesOf(response)).toMatchObject([
    { method: 'notifications/progress', params: { progressToken: 't', progress: 1, total: 2 } },
    { id: 1, result: { content: [{ text: 'done' }] } },
  ]);
});

test.each([
  'application/json',
  'application/*',
  '*/*, text/event-stream;q=0',
  'application/json, text/event-stream;q=0',
])('never sends a stream to a client that accepts %s', async (accept) => {
  const response = await (await session()).post(steps, { accept });
  expect(response.headers.get('content-type')).toBe(json);
  expect(await messagesOf(response)).toMatchObject([{ id: 1, result: { content: [{ text: 'done' }] } }]);
});

test('never sends JSON as the answer to a client that accepts */* but JSON', async () => {
  const response = await (await session()).post(ping(), { accept: '*/*, application/json;q=0' });
  expect(response.headers.get('content-type')).toBe(stream);
});

test('sends events that proxies neither keep nor transform', async () => {
  const response = await (await session()).post(steps);
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  expect(await response.text()).toMatch(/^id: 1-0\ndata: \n\n(?:event: message\nid: 1-[12]\ndata: \{.*\}\n\n){2}$/);
});

test('gives a stream to initialize too, with the session in its head', async () => {
  const { server } = testServer();
  const wire = await openWire(server, { accept: stream });
  expect(wire.session).toMatch(/^[\x21-\x7e]{22,}$/);
});

test('answers an unknown method with an error in the form that was accepted', async () => {
  const wire = await session();
  const unknown = { jsonrpc: '2.0', id: 3, method: 'no/such' };
  for (const accept of [json, stream]) {
    const response = await wire.post(unknown, { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, accept]);
    expect(await messagesOf(response)).toMatchObject([{ id: 3, error: { code: -32601 } }]);
  }
});
