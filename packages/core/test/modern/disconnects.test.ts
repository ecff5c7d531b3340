import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { authenticating, bearer, principal } from '../identity/token-auth.js';
import { levelKey } from '../protocol/modern/modern-messages.js';
import { Arrivals } from '../support/arrivals.js';
import { EventReader } from '../support/event-reader.js';
import { heldTool } from '../support/held-tool.js';
import { listening } from '../support/listening.js';
import { headerLines, modernRequest, modernWire, routing } from '../support/modern-wire.js';
import { exchange, jsonPost, RawConnection } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';

const hold = modernRequest('tools/call', { name: 'hold' }, { meta: { progressToken: 1, [levelKey]: 'debug' } });
const modernPost = (message: typeof hold, ...headers: string[]) =>
  jsonPost(message, ...headerLines(routing(message)), ...headers);
const echo = modernPost(modernRequest('tools/call', { name: 'echo' }));

async function start() {
  const { server, clock, log } = testServer({ limits: { inFlight: 1 } });
  const calls = heldTool(server);
  const { port } = await listening(server, clock);
  return { server, clock, log, calls, port };
}

test.each(['destroy', 'resetAndDestroy'] as const)(
  'a client that goes (%s) cancels its call at once, and nothing is written',
  async (leave) => {
    const { clock, log, calls, port } = await start();
    const connection = new RawConnection(port).write(modernPost(hold));
    const { call, release } = await calls.next();
    const { signal } = call;
    connection.socket[leave]();
    await once(signal, 'abort');
    expect(String(signal.reason)).toContain('connection was closed');
    call.progress(1);
    call.message('error', 'late');
    release('x'.repeat(1024 ** 2));
    await clock.advance(0);
    // The one place is free again.
    expect((await exchange(port, echo)).status).toBe(200);
    expect(log.records).toEqual([]);
  },
);

test('a client that goes from an open stream cancels as well', async () => {
  const { log, calls, port } = await start();
  const connection = new RawConnection(port).write(modernPost(hold));
  const { call, fail } = await calls.next();
  const { signal } = call;
  call.progress(1);
  await once(connection.socket, 'progress');
  connection.destroy();
  await once(signal, 'abort');
  for (let step = 2; step < 100; step++) call.progress(step);
  fail(new Error('too late'));
  expect((await exchange(port, echo)).status).toBe(200);
  expect(log.records).toEqual([]);
});

test('a handler that looks at its signal late finds it aborted', async () => {
  const { calls, port } = await start();
  const connection = new RawConnection(port).write(modernPost(hold));
  const { call } = await calls.next();
  connection.destroy();
  // The next exchange has been through the same event loop, so the server knows by now.
  while ((await exchange(port, echo)).status !== 200);
  expect(call.signal.aborted).toBe(true);
});

test('a client that has closed its own side still gets its answer', async () => {
  const { calls, port } = await start();
  const connection = new RawConnection(port);
  connection.socket.end(modernPost(hold));
  const { call, release } = await calls.next();
  expect(call.signal.aborted).toBe(false);
  release('heard');
  expect((await connection.response()).body).toContain('heard');
});

test('through fetch, a reader that cancels or a signal that aborts is a client that goes', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const { send } = modernWire(server, { meta: { progressToken: 1 } });
  const answer = send('tools/call', { name: 'hold' });
  const read = await calls.next();
  read.call.progress(1);
  const reader = new EventReader(await answer);
  await reader.message();
  expect(read.call.signal.aborted).toBe(false);
  await reader.leave();
  expect(read.call.signal.aborted).toBe(true);
  const client = new AbortController();
  void send('tools/call', { name: 'hold' }, { signal: client.signal });
  const { call } = await calls.next();
  client.abort();
  expect(call.signal.aborted).toBe(true);
});

test('through fetch, a client that went before it was heard begins nothing', async () => {
  const { server, log } = testServer();
  const calls = heldTool(server);
  const answer = await modernWire(server).send('tools/call', { name: 'hold' }, { signal: AbortSignal.abort() });
  expect([answer.ok, calls.size, log.records]).toEqual([false, 0, []]);
});

test('a client that went while it was authenticated has no call begun for it', async () => {
  const { server, clock, log } = testServer();
  const waiting = new Arrivals<() => void>();
  const calls = heldTool(server);
  server.use(
    authenticating('slow', async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return principal('ada', { authenticator: 'slow' });
    }),
  );
  const { port } = await listening(server, clock);
  const connection = new RawConnection(port).write(modernPost(hold, ...headerLines(bearer('x'))));
  const admit = await waiting.next();
  connection.destroy();
  const other = exchange(port, modernPost(hold, ...headerLines(bearer('x'))));
  const admitOther = await waiting.next();
  admit();
  admitOther();
  const { call, release } = await calls.next();
  await clock.advance(0);
  expect(call.signal.aborted).toBe(false);
  release('done');
  expect((await other).status).toBe(200);
  expect([calls.size, log.records]).toEqual([0, []]);
});

test('a connection that ends before the body does begins nothing, and takes no place', async () => {
  const { log, calls, port } = await start();
  const request = modernPost(hold);
  for (const cut of [request.length - 1, request.indexOf('\r\n\r\n') + 4, request.length - 200]) {
    const connection = new RawConnection(port).write(request.slice(0, cut));
    await once(connection.socket, 'connect');
    connection.socket.end();
    await connection.closed();
  }
  expect((await exchange(port, echo)).status).toBe(200);
  expect([calls.size, log.records]).toEqual([0, []]);
});
