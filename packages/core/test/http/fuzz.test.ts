import { expect, test } from '@jest/globals';
import { apiKey } from '@toolgate/auth-apikey';
import fc from 'fast-check';
import { z } from 'zod';
import { bodies } from '../support/bodies.js';
import { messagesOf, type SentMessage } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, jsonHeaders, openWire, type Wire } from '../support/wire.js';

const statuses = new Set([200, 202, 400, 404, 413, 415]);

async function fuzzed(): Promise<{ wire: Wire; send: (bytes: Buffer) => Promise<Response> }> {
  const { server } = testServer({ limits: { body: 4_096 } });
  const shape = { list: z.array(z.unknown()).optional(), choice: z.enum(['a', 'b']), nested: z.looseObject({}) };
  server.tool('typed', { description: 'Typed', input: shape }, (input) => input);
  server.tool('throws', { description: 'Throws' }, () => {
    throw new Error('hunter2');
  });
  server.tool('steps', { description: 'Reports' }, (_input, call) => {
    for (let step = 0; step < 3; step++) call.progress(step);
    return 'done';
  });
  const wire = await openWire(server);
  const headers = { ...jsonHeaders, 'mcp-session-id': wire.session };
  const send = (bytes: Buffer) =>
    server.fetch(new Request('http://localhost/mcp', { method: 'POST', body: bytes, headers }));
  return { wire, send };
}

/** The id a body asks to be answered to, undefined where it is no request. */
function requestId(bytes: Buffer): unknown {
  try {
    const { id, method } = JSON.parse(bytes.toString());
    return typeof method === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** A message is answered with one response, to its id or to none, and anything ahead of it is progress. */
function checkMessages(messages: readonly SentMessage[], bytes: Buffer): void {
  const responses = messages.filter(({ method }) => method === undefined);
  expect(responses).toHaveLength(1);
  expect(messages.at(-1)).toBe(responses[0]);
  const [response] = responses;
  expect(response?.jsonrpc).toBe('2.0');
  expect(response?.result === undefined).toBe(response?.error !== undefined);
  if (response?.result !== undefined) expect(response.id).toEqual(requestId(bytes));
  else if (response?.id !== undefined) expect(JSON.parse(bytes.toString()).id).toEqual(response.id);
}

test('answers 2,000 mutated and generated bodies each once, with a status it means, and a plain call afterwards', async () => {
  const { wire, send } = await fuzzed();
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(bodies, async (bytes) => {
      const response = await send(bytes);
      const { status } = response;
      seen.set(status, (seen.get(status) ?? 0) + 1);
      expect(statuses).toContain(status);
      const text = await response.clone().text();
      expect(text).not.toContain('hunter2');
      if (status === 202) expect(text).toBe('');
      else checkMessages(await messagesOf(response), bytes);
    }),
    { numRuns: 2_000 },
  );
  expect((await wire.call('echo', { text: 'alive' })).result?.content).toEqual([{ type: 'text', text: 'alive' }]);
  // Otherwise the bodies would all have died of one check.
  for (const status of [200, 202, 400]) expect(seen.get(status)).toBeGreaterThan(20);
});

test('answers 1,000 bodies at once, each once', async () => {
  const { wire, send } = await fuzzed();
  const responses = await Promise.all(fc.sample(bodies, 1_000).map(send));
  for (const { status } of responses) expect(statuses).toContain(status);
  expect((await wire.call('echo')).result?.content[0]?.text).toBe('echo');
});

test('answers any headers with a status it means', async () => {
  const { server } = testServer({ failedAttempts: false });
  const guarded = server.use(apiKey({ keys: { ada: { secret: 'a-secret-of-length' } } }));
  const name = fc.constantFrom(
    'authorization',
    'x-api-key',
    'accept',
    'content-type',
    'content-encoding',
    'origin',
    'mcp-session-id',
    'mcp-protocol-version',
    'x-forwarded-for',
  );
  const letters = fc.constantFrom(
    'a',
    'Bearer ',
    'a-secret-of-length',
    '*',
    '/',
    ';',
    ',',
    '=',
    'q=0',
    'application/json',
    'http://',
    'localhost',
    ':',
    '[',
    '@',
    '%',
    'é',
    '"',
  );
  const headers = fc.dictionary(name, fc.string({ unit: letters, maxLength: 6 }), { maxKeys: 6 });
  const method = fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'OPTIONS');
  const body = JSON.stringify(initialize());
  await fc.assert(
    fc.asyncProperty(method, headers, async (verb, fields) => {
      const request = { method: verb, headers: fields, ...(verb === 'POST' ? { body } : {}) };
      const response = await guarded.fetch(new Request('http://localhost/mcp', request));
      expect([200, 400, 401, 403, 404, 405, 406, 415]).toContain(response.status);
    }),
    { numRuns: 1_000 },
  );
});
