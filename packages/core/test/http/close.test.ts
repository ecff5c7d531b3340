import { expect, test } from '@jest/globals';
import { heldTool } from '../support/held-tool.js';
import { messagesOf, ping, toolCall } from '../support/messages.js';
import { exchange, head, jsonHead, jsonPost, RawConnection } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize, openWire } from '../support/wire.js';

/** A listening server on a fake clock with a session and one call in flight over a socket. */
async function busy(meta?: object) {
  const { server, clock } = testServer({ limits: { result: '64mb' } });
  const calls = heldTool(server);
  const { port } = await server.listen({ port: 0 });
  const { headers } = await exchange(port, jsonPost(initialize()));
  const session = `Mcp-Session-Id: ${headers.get('mcp-session-id')}`;
  const connection = new RawConnection(port);
  connection.write(jsonPost(toolCall(1, 'hold', {}, meta), session));
  return { server, clock, port, session, connection, held: await calls.next() };
}

test('answers the call in flight, and new ones with 503 and when to retry', async () => {
  const { server, clock, port, session, connection, held } = await busy();
  const closed = server.close();
  for (const request of [jsonPost(ping(2), session), jsonPost(toolCall(3), session), jsonPost(initialize())]) {
    const refused = await exchange(port, request);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('connection')).toBe('close');
    expect(JSON.parse(refused.body)).toMatchObject({ error: { code: 50300, data: { code: 'UNAVAILABLE' } } });
  }
  held.release('in time');
  const answer = await connection.response();
  expect([answer.status, JSON.parse(answer.body).result.content[0].text]).toEqual([200, 'in time']);
  await clock.advance(250);
  expect(await closed).toEqual({ completed: 1, aborted: 0, leftOpen: 0, byPlugin: {} });
  await expect(exchange(port, jsonPost(initialize()))).rejects.toThrow('The connection ended');
});

test('refuses for 250 ms before it closes an idle listener', async () => {
  const { server, clock } = testServer();
  const { port } = await server.listen({ port: 0 });
  const closed = server.close();
  await clock.advance(249);
  expect((await exchange(port, jsonPost(initialize()))).status).toBe(503);
  await clock.advance(1);
  await closed;
  await expect(exchange(port, jsonPost(initialize()))).rejects.toThrow('The connection ended');
});

test('sends the whole of a large answer that is ready after the listener may close', async () => {
  const { server, clock, connection, held } = await busy();
  const closed = server.close();
  await clock.advance(1_000);
  connection.socket.pause();
  held.release('x'.repeat(32 * 1024 ** 2));
  await clock.advance(0);
  connection.socket.resume();
  const answer = await connection.response();
  expect(answer.body.length).toBeGreaterThan(32 * 1024 ** 2);
  expect(await closed).toMatchObject({ completed: 1 });
});

test('does not wait without end for a reader who takes nothing', async () => {
  const { server, clock, connection, held } = await busy();
  const closed = server.close({ deadline: '5s' });
  await clock.advance(1_000);
  connection.socket.pause();
  held.release('x'.repeat(32 * 1024 ** 2));
  await clock.advance(5_000);
  const { completed, aborted, leftOpen } = await closed;
  expect(completed + aborted + leftOpen).toBe(1);
  connection.destroy();
});

test('ends at the deadline what is in flight, with an answer', async () => {
  const { server, clock, connection, held } = await busy();
  const closed = server.close({ deadline: '10s' });
  await clock.advance(9_999);
  expect(held.call.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(held.call.signal.aborted).toBe(true);
  const answer = await connection.response();
  expect(JSON.parse(answer.body)).toMatchObject({
    id: 1,
    result: { isError: true, content: [{ text: 'The server is shutting down.' }] },
  });
  expect(await closed).toEqual({ completed: 0, aborted: 1, leftOpen: 0, byPlugin: {} });
});

test('gives what is in flight 25 seconds unless told otherwise', async () => {
  const { server, clock, held } = await busy();
  const closed = server.close();
  await clock.advance(24_999);
  expect(held.call.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(await closed).toMatchObject({ aborted: 1 });
});

test('ends an open stream with its answer', async () => {
  const { server, clock, connection, held } = await busy({ progressToken: 1 });
  held.call.progress(1);
  const closed = server.close({ deadline: '1s' });
  await clock.advance(1_000);
  const { body, headers } = await connection.response();
  expect(headers.get('content-type')).toBe('text/event-stream');
  expect(body).toContain('"progress":1');
  expect(body).toContain('shutting down');
  await closed;
});

test('is held up by a body that was only half sent no longer than by a call', async () => {
  const { server, clock } = testServer();
  const { port } = await server.listen({ port: 0 });
  const bodyOnly = new RawConnection(port);
  bodyOnly.write(`${head('POST /mcp HTTP/1.1', 'Host: localhost', ...jsonHead, 'Content-Length: 100')}{`);
  await exchange(port, jsonPost(initialize()));
  const closed = server.close({ deadline: '1s' });
  await clock.advance(2_000);
  expect(await closed).toMatchObject({ completed: 0, leftOpen: 0 });
  await bodyOnly.closed();
});

test('is not held up by idle connections and heads that were only half sent', async () => {
  const { server, clock } = testServer();
  const { port } = await server.listen({ port: 0 });
  const idle = new RawConnection(port).write(jsonPost(initialize()));
  await idle.response();
  const headOnly = new RawConnection(port).write('POST /mcp HTTP/1.1\r\nHost: loc');
  await exchange(port, jsonPost(initialize()));
  const closed = server.close();
  await clock.advance(250);
  expect(await closed).toEqual({ completed: 0, aborted: 0, leftOpen: 0, byPlugin: {} });
  await Promise.all([idle.closed(), headOnly.closed()]);
});

test('closes all its listeners', async () => {
  const { server, clock } = testServer();
  const ports = [(await server.listen({ port: 0 })).port, (await server.listen({ port: 0 })).port];
  const closed = server.close({ deadline: 0 });
  await clock.advance(0);
  await closed;
  for (const port of ports) {
    await expect(exchange(port, jsonPost(initialize()))).rejects.toThrow('The connection ended');
  }
});

test('opens no listener once it has been closed', async () => {
  const { server: other, clock } = testServer();
  const { port } = await other.listen({ port: 0 });
  const { server } = testServer();
  await server.close();
  // A port that is taken, so that a listener opened by mistake does not outlive the test.
  await expect(server.listen({ port })).rejects.toThrow(/closed|shutting down/);
  const closed = other.close({ deadline: 0 });
  await clock.advance(0);
  await closed;
});

test('counts calls over server.fetch and over sockets together', async () => {
  const { server, clock, connection, held } = await busy();
  const wire = await openWire(server);
  const other = wire.post(toolCall(1, 'hold'));
  await clock.advance(0);
  const closed = server.close({ deadline: '1s' });
  held.release('done');
  await connection.response();
  await clock.advance(1_000);
  expect(await messagesOf(await other)).toMatchObject([{ result: { isError: true } }]);
  expect(await closed).toMatchObject({ completed: 1, aborted: 1, leftOpen: 0 });
});
