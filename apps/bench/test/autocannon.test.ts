import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { httpSlices } from '../src/measure/slice.js';
import type { RunningServer } from '../src/process/start-server.js';
import { floorProgram } from '../src/programs/floor-program.js';
import { toolgateProgram } from '../src/programs/toolgate-program.js';
import { echoRequest, openConversation } from '../src/request/conversation.js';
import { firstId } from '../src/request/wire-request.js';
import { smallBench } from './support/small-bench.js';

const { start, load, children } = smallBench();
let servers: readonly RunningServer[] = [];
beforeAll(async () => {
  servers = await Promise.all([start(floorProgram), start(toolgateProgram('core'))]);
});
afterAll(() => children.end());

test('autocannon loads the floor and Toolgate with the same request, and every answer is right', async () => {
  const [floor, toolgate] = servers;
  const conversation = await openConversation(toolgate?.url ?? '', { era: '2025-11-25', session: true });
  const request = echoRequest(conversation, 'hello');
  for (const server of [floor, toolgate]) {
    const run = { url: server?.url ?? '', request, connections: 4, seconds: 0.2, lastId: firstId };
    const result = await load.run(run);
    expect(result).toMatchObject({ errors: 0, fault: undefined });
    expect(result.requests).toBeGreaterThan(4);
    expect(result.bytes).toBeGreaterThan(result.requests * 50);
  }
});

test('a wrong answer is an error, and its slice no figure', async () => {
  const [floor] = servers;
  const { expects, ...request } = echoRequest({ era: '2025-11-25', headers: {} }, 'hello');
  const wanting = { ...request, expects: { ...expects, text: '"text":"goodbye"' } };
  const url = floor?.url ?? '';
  const { errors, requests, fault } = await load.run({
    url,
    request: wanting,
    connections: 2,
    seconds: 0.2,
    lastId: firstId,
  });
  expect(errors).toBe(requests);
  expect(fault).toContain('"text":"hello"');
  const take = httpSlices(load, { url, pid: floor?.pid ?? 0, request: wanting, connections: 2, seconds: 0.2 });
  await expect(take()).rejects.toThrow(/^\d+ of \d+ answers of http:\S+ were wrong or missing\. 200 /);
});

test('a slice knows the CPU time of its server', async () => {
  const [floor] = servers;
  const request = echoRequest({ era: '2025-11-25', headers: {} }, 'hello');
  const take = httpSlices(load, { url: floor?.url ?? '', pid: floor?.pid ?? 0, request, seconds: 0.2 });
  const slice = await take();
  expect(slice.cpu).toBeGreaterThan(0);
  expect(slice.busy).toBeGreaterThan(0);
});
