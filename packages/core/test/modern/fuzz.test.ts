import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { EventReader } from '../support/event-reader.js';
import { fuzzedServer } from '../support/fuzzed-server.js';
import type { SentMessage } from '../support/messages.js';
import { type ModernBody, modernBodies } from '../support/modern-bodies.js';
import { modernWire, taskable } from '../support/modern-wire.js';
import { jsonHeaders } from '../support/wire.js';

// Thousands of requests take seconds on a machine that is busy.
jest.setTimeout(60_000);

const statuses = new Set([200, 202, 400, 404, 413]);
const codes = new Set([-32700, -32600, -32601, -32602, -32603, -32020, -32021, -32022, 40000, 41300]);

async function fuzzed() {
  const { server } = fuzzedServer();
  const wire = modernWire(server, { capabilities: taskable });
  const { requestState } = (await wire.call('ask')).result ?? {};
  const { taskId } = (await wire.call('work')).result ?? {};
  expect([typeof requestState, typeof taskId]).toEqual(['string', 'string']);
  const send = ({ bytes, headers }: ModernBody) =>
    server.fetch(
      new Request('http://localhost/mcp', { method: 'POST', body: bytes, headers: { ...jsonHeaders, ...headers } }),
    );
  return { server, wire, send, bodies: modernBodies({ requestState, taskId }) };
}

/** What was sent in answer; of a subscription, which has no end, what it was granted. */
async function messagesOf(response: Response): Promise<readonly SentMessage[]> {
  if (response.headers.get('content-type') !== 'text/event-stream') {
    const text = await response.text();
    return text === '' ? [] : [JSON.parse(text)];
  }
  const reader = new EventReader(response);
  const first = await reader.message();
  if (first === undefined) return [];
  if (first.method !== 'notifications/subscriptions/acknowledged') return [first, ...(await reader.messages())];
  await reader.leave();
  return [first];
}

/** One answer, to the id that was sent or to none, and nothing after it. */
function checkAnswer(messages: readonly SentMessage[], bytes: Buffer): void {
  const last = messages.at(-1);
  if (last?.method === 'notifications/subscriptions/acknowledged') return;
  expect(messages.filter(({ method }) => method === undefined)).toEqual([last]);
  expect(last?.result === undefined).toBe(last?.error !== undefined);
  if (last?.result !== undefined) expect(last.result).toHaveProperty('resultType');
  if (last?.error !== undefined) expect(codes).toContain(last.error.code);
  if (last?.error === undefined || last.id !== undefined) expect(JSON.parse(bytes.toString()).id).toEqual(last?.id);
}

test('answers 2,000 bodies of the 2026 wire each once, with a status it means, and a plain call afterwards', async () => {
  const { wire, send, bodies } = await fuzzed();
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const response = await send(body);
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
      expect(statuses).toContain(response.status);
      expect(response.headers.get('mcp-session-id')).toBeNull();
      const messages = await messagesOf(response);
      expect(JSON.stringify(messages)).not.toContain('hunter2');
      if (response.status === 202) expect(messages).toEqual([]);
      else checkAnswer(messages, body.bytes);
    }),
    { numRuns: 2_000 },
  );
  expect((await wire.call('echo', { text: 'alive' })).result).toMatchObject({ content: [{ text: 'alive' }] });
  // Otherwise the bodies would all have died of one check.
  for (const status of [200, 202, 400, 404]) expect(seen.get(status)).toBeGreaterThan(20);
});

test('answers 500 of them at once, and counts nothing as in flight afterwards', async () => {
  const { server, wire, send, bodies } = await fuzzed();
  const responses = await Promise.all(fc.sample(bodies, 500).map(send));
  for (const response of responses) {
    expect(statuses).toContain(response.status);
    await messagesOf(response);
  }
  expect((await wire.call('echo')).status).toBe(200);
  expect(await server.close()).toEqual({ completed: 0, aborted: 0, leftOpen: 0, byPlugin: {} });
});
