import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunningServer } from '../src/process/start-server.js';
import { floorProgram } from '../src/programs/floor-program.js';
import { answerIn, echoRequest, openConversation } from '../src/request/conversation.js';
import { payload, payloadNames } from '../src/request/payload.js';
import { bodyOf, firstId, isExpected, type WireRequest } from '../src/request/wire-request.js';
import { toolgateRows } from '../src/rows/toolgate-rows.js';
import { withServers } from '../src/studies/with-servers.js';
import { smallBench } from './support/small-bench.js';

const bench = smallBench();
let floor: RunningServer | undefined;
beforeAll(async () => {
  floor = await bench.start(floorProgram);
});
afterAll(() => bench.children.end());

async function answer(url: string, request: WireRequest): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: request.headers, body: bodyOf(request, firstId) });
  const body = await response.text();
  expect(isExpected(request.expects, response.status, body)).toBe(true);
  return answerIn(body);
}

test.each(toolgateRows)('$name answers every payload as the floor does', async (row) => {
  await withServers(bench, [row.server], async ({ url }) => {
    const conversation = await openConversation(url, row);
    expect(Object.hasOwn(conversation.headers, 'mcp-session-id')).toBe(row.session);
    for (const name of payloadNames) {
      const request = echoRequest(conversation, payload(name));
      const bare = await answer(floor?.url ?? '', request);
      expect(bare).toMatchObject({ id: firstId, result: { content: [{ type: 'text', text: payload(name) }] } });
      expect(await answer(url, request)).toMatchObject(Object(bare));
    }
  });
});

test('a request has the same length whatever its id', () => {
  const request = echoRequest({ era: '2026-07-28', headers: {} }, 'hello');
  expect(bodyOf(request, firstId + 1).length).toBe(bodyOf(request, 9_999_999_999).length);
});

test('an answer is expected with its status, its text, its end, its length and its number of events', () => {
  const { expects } = echoRequest({ era: '2025-11-25', headers: {} }, `begin${'.'.repeat(400)}end`);
  const body = `data: {"text":"begin${'.'.repeat(400)}end"}`;
  const events = { ...expects, events: 1 };
  expect(isExpected(expects, 200, body)).toBe(true);
  expect(isExpected(events, 200, body)).toBe(true);
  expect(isExpected(expects, 500, body)).toBe(false);
  expect(isExpected(expects, 200, body.replace('begin', 'began'))).toBe(false);
  expect(isExpected(expects, 200, body.replace('end"', '"'))).toBe(false);
  expect(isExpected(expects, 200, body + ' '.repeat(400))).toBe(false);
  expect(isExpected(expects, 200, body.replace('.'.repeat(100), ''))).toBe(false);
  expect(isExpected(events, 200, `${body}\n\n${body}`)).toBe(false);
});
