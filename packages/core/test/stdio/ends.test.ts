import { PassThrough, Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { Arrivals } from '../support/arrivals.js';
import { heldTool } from '../support/held-tool.js';
import { ping, toolCall } from '../support/messages.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

const line = (message: object) => `${JSON.stringify(message)}\n`;

/** An output whose reader goes away after so many messages. */
function brokenPipe(messages: number) {
  const written = new Arrivals<string>();
  let left = messages;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      left--;
      done(left < 0 ? Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) : null);
    },
  });
  return { output, written };
}

test('survives a reader that goes away, and ends with its input', async () => {
  const { server, log } = testServer();
  const input = new PassThrough();
  const { output, written } = brokenPipe(1);
  const done = server.stdio({ input, output });
  input.write(line(initialize()));
  await written.next();
  for (let id = 0; id < 5; id++) input.write(line(ping(id)));
  await written.next();
  input.end(line(ping('last')));
  await done;
  expect(output.destroyed).toBe(true);
  expect(log.records).toEqual([]);
});

test('survives an answer that comes after the reader has gone', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const input = new PassThrough();
  const { output, written } = brokenPipe(1);
  const done = server.stdio({ input, output });
  input.write(line(initialize()));
  await written.next();
  input.write(line(toolCall(1, 'hold', {}, { progressToken: 1 })));
  const { call, release } = await calls.next();
  output.destroy();
  call.progress(1);
  release('nobody reads this');
  input.end();
  await done;
  expect(written.size).toBe(0);
});

test('resolves when the server is closed while it waits for input', async () => {
  const { server } = testServer();
  const pipe = await new StdioPipe(server).initialized();
  expect(await server.close()).toMatchObject({ aborted: 0, leftOpen: 0 });
  await expect(pipe.done).resolves.toBeUndefined();
  expect(pipe.input.destroyed).toBe(true);
});

test('answers the call in flight when the server is closed, refuses new ones, then resolves', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const pipe = await new StdioPipe(server).initialized();
  pipe.send(toolCall(1, 'hold'));
  const { release } = await calls.next();
  const closed = server.close();
  expect(await pipe.send(toolCall(2)).next()).toMatchObject({
    id: 2,
    error: { data: { code: 'UNAVAILABLE', retryAfterMs: 1_000 } },
  });
  release('in time');
  expect(await pipe.next()).toMatchObject({ id: 1, result: { content: [{ text: 'in time' }] } });
  expect(await closed).toMatchObject({ completed: 1, aborted: 0 });
  await expect(pipe.done).resolves.toBeUndefined();
});

test('answers a call that outlives the deadline of close with an error', async () => {
  const { server, clock } = testServer();
  const calls = heldTool(server);
  const pipe = await new StdioPipe(server).initialized();
  pipe.send(toolCall(1, 'hold'));
  const { call } = await calls.next();
  const closed = server.close({ deadline: '5s' });
  await clock.advance(5_000);
  expect(await pipe.next()).toMatchObject({ id: 1, result: { isError: true } });
  expect(call.signal.aborted).toBe(true);
  expect(await closed).toMatchObject({ completed: 0, aborted: 1, leftOpen: 0 });
  await expect(pipe.done).resolves.toBeUndefined();
});

test('rejects with what the input failed of', async () => {
  const { server } = testServer();
  const pipe = await new StdioPipe(server).initialized();
  pipe.input.destroy(new Error('read EIO'));
  await expect(pipe.done).rejects.toThrow('read EIO');
});

test('serves nothing on a server whose start fails', async () => {
  const { server } = testServer();
  server.use({ name: 'broken', start: () => Promise.reject(new Error('no database')) });
  const pipe = new StdioPipe(server).send(ping());
  await expect(pipe.done).rejects.toThrow('no database');
  expect(pipe.received.size).toBe(0);
});
