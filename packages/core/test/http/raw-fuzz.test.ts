import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listening } from '../support/listening.js';
import { toolCall } from '../support/messages.js';
import { exchange, jsonPost, RawConnection } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

const pieces = ['\r\n', '\n', '\r', ':', ' ', '\t', '\0', '\r\n\r\n', '0\r\n\r\n', '%00', '\x80', '\u2028', 'HTTP/1.1'];
const lines = [
  'Content-Length: 5\r\n',
  'Content-Length: 99999999999999999999\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: identity\r\n',
  'Connection: upgrade\r\nUpgrade: h2c\r\n',
  'Expect: 100-continue\r\n',
  'Host: evil.example\r\n',
  'Origin: null\r\n',
  'Mcp-Session-Id: x\r\n',
  'X: y\r\n'.repeat(101),
];

/** A request with something put in, or something else in place of a part of it. */
const request = fc
  .tuple(
    fc.constantFrom(jsonPost(initialize()), jsonPost(toolCall(1)), 'GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.constantFrom(...pieces, ...lines)), { maxLength: 3 }),
  )
  .map(([text, changes]) =>
    changes.reduce((body, [at, removed, added]) => {
      // Most of the time at the start of a line, where a header may stand.
      const from = at % 4 === 0 ? at % body.length : body.indexOf('\r\n', at % body.length) + 2;
      return body.slice(0, from) + added + body.slice(from + (at % 4 === 0 ? removed : 0));
    }, text),
  );

test('answers 400 mutated requests on sockets of their own with a status or a close, and serves the next', async () => {
  const { server, clock, log } = testServer();
  const { port } = await listening(server, clock);
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(request, async (bytes) => {
      const connection = new RawConnection(port);
      await once(connection.socket, 'connect');
      connection.socket.end(bytes, 'latin1');
      const status = await connection.response().then(
        (response) => response.status,
        () => 0,
      );
      await connection.closed();
      seen.add(status);
      expect([0, 100, 200, 400, 403, 404, 405, 406, 408, 413, 415, 417, 431, 501]).toContain(status);
    }),
    { numRuns: 400 },
  );
  expect(seen.size).toBeGreaterThan(3);
  expect((await exchange(port, jsonPost(initialize()))).status).toBe(200);
  expect(log.records).toEqual([]);
});
