import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { slicesOf } from '../src/measure/compare-servers.js';
import { loadedEcho } from '../src/measure/loaded-echo.js';
import { settled } from '../src/measure/settled.js';
import { httpSlices } from '../src/measure/slice.js';
import { cpuTime } from '../src/process/cpu-time.js';
import type { RunningServer } from '../src/process/start-server.js';
import { floorProgram } from '../src/programs/floor-program.js';
import { toolgateProgram } from '../src/programs/toolgate-program.js';
import { echoRequest, openConversation } from '../src/request/conversation.js';
import { verifyEcho } from '../src/request/verify-echo.js';
import { firstId } from '../src/request/wire-request.js';
import { smallBench } from './support/small-bench.js';

const bench = smallBench();
const { start, load, children } = bench;
const conversation = { era: '2025-11-25', headers: {} } as const;
let floor: RunningServer;
let toolgate: RunningServer;
beforeAll(async () => {
  [floor, toolgate] = await Promise.all([start(floorProgram), start(toolgateProgram('core'))]);
});
afterAll(() => children.end());

test('autocannon loads the floor and Toolgate with the same request, and every answer is right', async () => {
  const open = await openConversation(toolgate.url, { era: '2025-11-25', session: true });
  const request = echoRequest(open, 'hello');
  for (const server of [floor, toolgate]) {
    const run = { url: server.url, request, connections: 4, seconds: 0.2, lastId: firstId };
    const result = await load.run(run);
    expect(result).toMatchObject({ errors: 0, fault: undefined });
    expect(result.requests).toBeGreaterThan(4);
    expect(result.bytes).toBeGreaterThan(result.requests * 50);
  }
});

test('a wrong answer is an error, and its slice no figure', async () => {
  const right = echoRequest(conversation, 'hello');
  const request = { ...right, expects: { ...right.expects, end: 'hell"' } };
  const take = httpSlices(load, { name: 'the row', server: floor, request, connections: 2, seconds: 0.2 });
  await expect(take()).rejects.toThrow(/^(\d+) of \1 answers of the row were wrong or missing\. 200 .*"text":"hello"/);
});

test('a slice knows the CPU time of its server, which rests afterwards', async () => {
  const take = slicesOf(bench, 'floor', { ...(await loadedEcho(floor, conversation, 'tiny')), seconds: 0.2 });
  const slice = await take();
  expect(slice.cpu).toBeGreaterThan(0);
  expect(slice.busy).toBeGreaterThan(0);
  const before = cpuTime(floor.pid);
  await settled(floor.pid);
  expect(cpuTime(floor.pid)).toBe(before);
});

test('an answer is compared to its last character before it is measured', async () => {
  const text = `${'a'.repeat(5_000)}b${'a'.repeat(5_000)}`;
  const request = echoRequest(conversation, text);
  await verifyEcho(floor.url, request, floor.ids() + 1, text);
  const other = text.replace('b', 'c');
  await expect(verifyEcho(floor.url, request, floor.ids() + 1, other)).rejects.toThrow(
    'It did not repeat 10001 characters, but answered 200 {"jsonrpc":"2.0","id":',
  );
});
