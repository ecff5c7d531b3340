import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMessage } from '../../src/protocol/parse-message.js';
import { batches, brokenBatches } from '../support/bodies.js';
import { openSession } from '../support/client-session.js';
import { fuzzedServer } from '../support/fuzzed-server.js';
import { messagesOf, type SentMessage, toolCall } from '../support/messages.js';
import { jsonHeaders } from '../support/wire.js';

// Thousands of requests take seconds on a machine that is busy.
jest.setTimeout(60_000);

const statuses = new Set([200, 202, 400, 413]);

async function fuzzed() {
  const { server } = fuzzedServer();
  const session = await openSession(server, { protocolVersion: '2025-03-26' });
  const headers = { ...jsonHeaders, 'mcp-session-id': session.id };
  const send = (body: string | Buffer) =>
    server.fetch(new Request('http://localhost/mcp', { method: 'POST', body, headers }));
  return { session, send };
}

/** The ids that a batch asks to be answered, and how many answers it gets in all: one for each element that is no notification or response. */
function expected(elements: readonly unknown[]): { readonly ids: readonly unknown[]; readonly count: number } {
  const ids: unknown[] = [];
  let count = 0;
  for (const element of elements) {
    const text = JSON.stringify(element);
    try {
      const message = parseMessage({ text, bytes: text.length }, { depth: 64, nodes: 100_000 });
      if (message.kind !== 'request') continue;
      ids.push(message.id);
    } catch {
      // What cannot be read is answered too.
    }
    count += 1;
  }
  return { ids, count };
}

/** Every response in a body, be it an array, the events of a stream, or a refusal of the whole. */
async function responsesIn(response: Response): Promise<readonly SentMessage[]> {
  const messages: readonly (SentMessage | readonly SentMessage[])[] = await messagesOf(response);
  return messages.flat().filter(({ method }) => method === undefined);
}

const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();

test('answers every message of 1,000 batches once, and a plain call afterwards', async () => {
  const { session, send } = await fuzzed();
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(batches, async (elements) => {
      const response = await send(JSON.stringify(elements));
      const { status } = response;
      seen.set(status, (seen.get(status) ?? 0) + 1);
      const responses = await responsesIn(response);
      const { ids, count } = expected(elements);
      if (status === 200) {
        expect(responses).toHaveLength(count);
        const answered = sorted(responses.map(({ id }) => id));
        for (const id of new Set(sorted(ids))) {
          const asked = sorted(ids).filter((other) => other === id).length;
          expect(answered.filter((other) => other === id).length).toBeGreaterThanOrEqual(asked);
        }
      } else if (status === 202) expect([count, responses]).toEqual([0, []]);
      else {
        expect([400, 413]).toContain(status);
        expect(responses).toEqual([expect.not.objectContaining({ id: expect.anything() })]);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(await messagesOf(await session.post(toolCall(1)))).toMatchObject([{ id: 1, result: {} }]);
  for (const status of [200, 202, 400]) expect(seen.get(status)).toBeGreaterThan(0);
});

test('answers 1,000 broken batches with a status it means, and a plain call afterwards', async () => {
  const { session, send } = await fuzzed();
  await fc.assert(
    fc.asyncProperty(brokenBatches, async (bytes) => {
      const response = await send(bytes);
      expect(statuses).toContain(response.status);
      const text = await response.text();
      expect(text).not.toContain('hunter2');
      expect(text === '').toBe(response.status === 202);
    }),
    { numRuns: 1_000 },
  );
  expect(await messagesOf(await session.post(toolCall(1)))).toMatchObject([{ id: 1, result: {} }]);
});
