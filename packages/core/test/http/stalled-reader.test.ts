import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { listening } from '../support/listening.js';
import { testServer } from '../support/test-server.js';
import { jsonHeaders, openWire } from '../support/wire.js';

test('ends the connection of a client that takes nothing of its answer for thirty seconds', async () => {
  const { server, clock } = testServer();
  server.tool('large', { description: 'x' }, () => 'x'.repeat(9_000_000));
  const { port } = await listening(server, clock);
  const { session } = await openWire({
    fetch: (request) =>
      fetch(`http://127.0.0.1:${port}/mcp`, {
        method: 'POST',
        body: request.body,
        headers: jsonHeaders,
        duplex: 'half',
      }),
  });
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'large' } });
  const head = Object.entries({
    ...jsonHeaders,
    host: `127.0.0.1:${port}`,
    'mcp-session-id': session,
    'content-length': body.length,
  });
  socket.write(`POST /mcp HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
  await once(socket, 'readable');
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  await clock.advance(60_000);
  socket.resume();
  let taken = 0;
  socket.on('data', (chunk: Buffer) => {
    taken += chunk.length;
  });
  await once(socket, 'close');
  expect(taken).toBeLessThan(9_000_000);
});
