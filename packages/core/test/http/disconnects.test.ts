import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { heldTool } from '../support/held-tool.js';
import { listening } from '../support/listening.js';
import { messagesOf, ping, toolCall } from '../support/messages.js';
import { exchange, jsonPost, RawConnection } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize, jsonHeaders, openWire } from '../support/wire.js';

/** A listening server with a tool whose calls wait, and the header of a session on it. */
async function start() {
  const { server, clock, log } = testServer();
  const calls = heldTool(server);
  const { port } = await listening(server, clock);
  const { headers } = await exchange(port, jsonPost(initialize()));
  return { server, clock, log, calls, port, session: `Mcp-Session-Id: ${headers.get('mcp-session-id')}` };
}

test('lets a call go on whose client has gone, and drops its answer', async () => {
  const { server, clock, log, calls, port, session } = await start();
  for (const leave of ['destroy', 'resetAndDestroy'] as const) {
    const connection = new RawConnection(port).write(jsonPost(toolCall(1, 'hold'), session));
    const { call, release } = await calls.next();
    connection.socket[leave]();
    await connection.closed();
    // The next exchange has been through the same event loop, so the server knows by now.
    expect((await exchange(port, jsonPost(ping(2), session))).status).toBe(200);
    expect(call.signal.aborted).toBe(false);
    release('x'.repeat(1024 ** 2));
    await clock.advance(0);
    expect((await exchange(port, jsonPost(toolCall(1), session))).status).toBe(200);
  }
  expect(log.records).toEqual([]);
  const closed = server.close();
  await clock.advance(250);
  expect(await closed).toMatchObject({ aborted: 0, leftOpen: 0 });
});

test('lets a call go on whose client has gone from an open stream', async () => {
  const { clock, log, calls, port, session } = await start();
  const connection = new RawConnection(port).write(jsonPost(toolCall(1, 'hold', {}, { progressToken: 1 }), session));
  const { call, release } = await calls.next();
  call.progress(1);
  await once(connection.socket, 'progress');
  connection.destroy();
  await connection.closed();
  for (let step = 2; step < 1_000; step++) call.progress(step);
  expect((await exchange(port, jsonPost(ping(2), session))).status).toBe(200);
  for (let step = 1_000; step < 2_000; step++) call.progress(step);
  expect(call.signal.aborted).toBe(false);
  release('done');
  await clock.advance(0);
  expect((await exchange(port, jsonPost(toolCall(1), session))).status).toBe(200);
  expect(log.records).toEqual([]);
});

test('answers a client that has closed its side of the connection', async () => {
  const { calls, port, session } = await start();
  const connection = new RawConnection(port);
  connection.socket.end(jsonPost(toolCall(1, 'hold'), session));
  const { release } = await calls.next();
  release('heard');
  expect((await connection.response()).body).toContain('heard');
});

test('survives clients that leave at any byte of a request, without a word in the log', async () => {
  const { log, port } = await start();
  const request = jsonPost(initialize());
  for (let cut = 0; cut < request.length; cut += 7) {
    const connection = new RawConnection(port);
    await once(connection.socket, 'connect');
    connection.socket.end(request.slice(0, cut));
    await connection.closed();
  }
  expect((await exchange(port, request)).status).toBe(200);
  expect(log.records).toEqual([]);
});

test('answers pipelined requests in their order, each to its id', async () => {
  const { calls, port, session } = await start();
  const connection = new RawConnection(port);
  connection.write(jsonPost(toolCall('slow', 'hold'), session) + jsonPost(ping('fast'), session));
  const { release } = await calls.next();
  release('done');
  expect(JSON.parse((await connection.response()).body)).toMatchObject({ id: 'slow' });
  expect(JSON.parse((await connection.response()).body)).toMatchObject({ id: 'fast' });
  connection.destroy();
});

test('keeps callers who share a connection apart', async () => {
  const { server, clock } = testServer({ failedAttempts: false });
  const seen: unknown[] = [];
  server.use({
    name: 'names',
    provides: 'auth',
    auth: {
      challenge: 'Bearer',
      authenticate: ({ value }) => ({
        id: `x:${value}`,
        permissions: [],
        roles: [],
        claims: {},
        authenticator: 'names',
      }),
    },
  });
  server.tool('whoami', { description: 'Says who calls' }, (_input, { principal }) => void seen.push(principal?.id));
  const { port } = await listening(server, clock);
  const connection = new RawConnection(port);
  const open = async (name: string) => {
    connection.write(jsonPost(initialize(), `Authorization: Bearer ${name}`));
    return `Mcp-Session-Id: ${(await connection.response()).headers.get('mcp-session-id')}`;
  };
  const sessions = { ada: await open('ada'), bob: await open('bob') };
  const whoami = (name: 'ada' | 'bob', session: string) =>
    jsonPost(toolCall(1, 'whoami'), `Authorization: Bearer ${name}`, session);
  for (const name of ['ada', 'bob', 'ada'] as const) {
    connection.write(whoami(name, sessions[name]));
    expect((await connection.response()).status).toBe(200);
  }
  expect(seen).toEqual(['x:ada', 'x:bob', 'x:ada']);
  connection.write(whoami('bob', sessions.ada));
  expect((await connection.response()).status).toBe(404);
  connection.write(jsonPost(ping(), sessions.ada));
  expect((await connection.response()).status).toBe(401);
  connection.destroy();
});

test('takes a fetch body that breaks off for a bad request, not for a failure of its own', async () => {
  const { server, log } = testServer();
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.from('{"jsonrpc"'));
      controller.error(new Error('the client went away'));
    },
  });
  const request = new Request('http://localhost/mcp', { method: 'POST', body, headers: jsonHeaders, duplex: 'half' });
  expect((await server.fetch(request)).status).toBe(400);
  expect(log.records).toEqual([]);
});

test('answers the other requests while a body is still on its way', async () => {
  const { server } = testServer();
  let finish: () => void = () => undefined;
  const body = new ReadableStream({
    start(controller) {
      finish = () => {
        controller.enqueue(Buffer.from(JSON.stringify(initialize())));
        controller.close();
      };
    },
  });
  const slow = server.fetch(
    new Request('http://localhost/mcp', { method: 'POST', body, headers: jsonHeaders, duplex: 'half' }),
  );
  const wire = await openWire(server);
  expect((await wire.call('echo')).result?.content[0]?.text).toBe('echo');
  finish();
  expect(await messagesOf(await slow)).toMatchObject([{ id: 'init', result: {} }]);
});

test('gives a fetch body 30 seconds to arrive too', async () => {
  const { server, clock } = testServer();
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    body: new ReadableStream(),
    headers: jsonHeaders,
    duplex: 'half',
  });
  let status = 0;
  const answered = server.fetch(request).then((response) => {
    status = response.status;
  });
  await clock.advance(31_000);
  expect(status).toBe(408);
  await answered;
});
