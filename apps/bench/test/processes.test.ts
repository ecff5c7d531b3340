import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Children } from '../src/process/children.js';
import { cpuTime } from '../src/process/cpu-time.js';
import { startServer } from '../src/process/start-server.js';
import { toolgateProgram } from '../src/programs/toolgate-program.js';
import { openSessions } from '../src/request/open-sessions.js';

const folder = mkdtempSync(join(tmpdir(), 'toolgate-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('no program outlives the end of all', async () => {
  const children = new Children();
  const child = children.start([process.execPath, '-e', 'setInterval(() => {}, 1000)']);
  children.end();
  const [, signal] = await once(child.process, 'close');
  expect(signal).toBe('SIGKILL');
});

test('a program that fails is told with what it complained of', async () => {
  const child = new Children().start([process.execPath, '-e', 'console.error("no luck"); process.exit(3)']);
  await expect(child.output()).rejects.toThrow('no luck');
});

test('a server that does not announce itself is an error', async () => {
  const start = startServer(new Children(), { ...toolgateProgram('core'), env: { SETUP: 'nothing' } }, undefined);
  await expect(start).rejects.toThrow(
    /^dist\/servers\/toolgate\.js printed nothing instead of its URL\. .*use one of core/s,
  );
  const other = join(folder, 'other.mjs');
  writeFileSync(other, 'console.log("Listening."); setInterval(() => {}, 1000);');
  await expect(startServer(new Children(), { entry: other }, undefined)).rejects.toThrow(
    'other.mjs printed "Listening." instead of its URL.',
  );
});

test('a server tells its versions and its memory, which sessions make grow', async () => {
  const children = new Children();
  const server = await startServer(children, toolgateProgram('core'), undefined);
  expect(server.versions).toHaveProperty('@toolgate/core');
  await openSessions(server.url, 20);
  const before = await server.memory();
  await openSessions(server.url, 200);
  expect((await server.memory()).heap).toBeGreaterThan(before.heap);
  await server.stop();
});

test('CPU time only grows', () => {
  const before = cpuTime(process.pid);
  expect(before).toBeGreaterThan(0);
  expect(cpuTime(process.pid)).toBeGreaterThanOrEqual(before);
  expect(() => cpuTime(2 ** 30)).toThrow('The CPU time of process 1073741824 cannot be read');
});
