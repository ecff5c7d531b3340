import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { Arrivals } from '../support/arrivals.js';
import { ping, type SentMessage, toolCall } from '../support/messages.js';
import { initialize } from '../support/wire.js';

const script = `
import { createServer } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
const log = { debug() {}, info() {}, warn() {}, error() {} };
const server = createServer({ name: 'child', version: '1.0.0', log });
server.tool('noisy', { description: 'Writes to the console' }, () => {
  console.log('log noise');
  console.info('info noise');
  console.dir({ noise: true });
  console.table([{ noise: 1 }]);
  return 'quiet';
});
server.tool('hang', { description: 'Hangs' }, () => new Promise(() => undefined));
await server.run();
`;

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A stdio server in a process of its own, as a client starts one. */
function startChild() {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const { PORT: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd, env });
  children.push(child);
  const exited = once(child, 'exit');
  const messages = new Arrivals<SentMessage>();
  let stderr = '';
  let rest = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) messages.push(JSON.parse(line));
  });
  child.stdin.on('error', () => undefined);
  const send = (message: object) => child.stdin.write(`${JSON.stringify(message)}\n`);
  return { child, messages, send, exit: async () => ({ code: (await exited)[0], stderr }) };
}

test('keeps what a tool writes to the console off standard output', async () => {
  const { child, messages, send, exit } = startChild();
  send(initialize());
  expect(await messages.next()).toMatchObject({ id: 'init' });
  send(toolCall(1, 'noisy'));
  expect(await messages.next()).toMatchObject({ id: 1, result: { content: [{ text: 'quiet' }] } });
  child.stdin.end();
  const { code, stderr } = await exit();
  expect(code).toBe(0);
  for (const noise of ['log noise', 'info noise', 'noise: true', '│ noise']) expect(stderr).toContain(noise);
  expect(messages.size).toBe(0);
});

test('exits with 0 and says nothing when it is told to end while it waits', async () => {
  const { child, messages, send, exit } = startChild();
  send(initialize());
  await messages.next();
  child.kill('SIGTERM');
  expect(await exit()).toEqual({ code: 0, stderr: '' });
});

test('exits with 0 when its reader goes away and its input ends', async () => {
  const { child, messages, send, exit } = startChild();
  send(initialize());
  await messages.next();
  child.stdout.destroy();
  for (let id = 0; id < 100; id++) send(toolCall(id, 'noisy'));
  child.stdin.end();
  expect((await exit()).code).toBe(0);
});

test('does not wait for a second signal', async () => {
  const { child, messages, send, exit } = startChild();
  send(initialize());
  await messages.next();
  send(toolCall(1, 'hang'));
  send(toolCall(2, 'noisy'));
  await messages.next();
  child.kill('SIGTERM');
  // The signal and the input race each other, so it is asked until the signal has been heard.
  let answer: SentMessage;
  do {
    send(ping(3));
    answer = await messages.next();
  } while (answer.error === undefined);
  expect(answer.error.data?.code).toBe('UNAVAILABLE');
  child.kill('SIGTERM');
  expect((await exit()).code).toBe(1);
});
