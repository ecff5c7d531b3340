import { expect, test } from '@jest/globals';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { leastMeta } from '../protocol/modern/modern-messages.js';
import { openSession } from '../support/client-session.js';
import { heldTool } from '../support/held-tool.js';
import { ping, type SentMessage, toolCall, verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { initialize, post } from '../support/wire.js';

const protocolVersion = '2025-03-26';
const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };

/** A session of the one revision that has batches. */
async function batching(options: Parameters<typeof testServer>[0] = {}) {
  const { server, ...rest } = testServer(options);
  return { server, session: await openSession(server, { protocolVersion }), ...rest };
}

const answersTo = async (response: Response): Promise<readonly SentMessage[]> => {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
  return JSON.parse(await response.text());
};
const byId = (messages: readonly SentMessage[]) => new Map(messages.map((message) => [message.id, message]));

test.each([1, 2, 100])('answers a batch of %d with as many answers, each to its id', async (size) => {
  const { session } = await batching();
  const batch = Array.from({ length: size }, (_, id) => toolCall(id, 'echo', { text: `text ${id}` }));
  const answers = byId(await answersTo(await session.post(batch)));
  expect(answers.size).toBe(size);
  for (const { id } of batch) {
    expect(answers.get(Number(id))).toMatchObject({ result: { content: [{ text: `text ${id}` }] } });
  }
});

test.each([
  ['empty', '[]'],
  ['empty but for blanks', '[ \n\t]'],
  ['of 101', JSON.stringify(Array.from({ length: 101 }, (_, id) => ping(id)))],
  ['with a message of 2026-07-28', JSON.stringify([ping(), { ...ping(2), params: { _meta: leastMeta } }])],
  ['with a notification of 2026-07-28', JSON.stringify([ping(), { ...initialized, params: { _meta: leastMeta } }])],
])('refuses a batch %s as a whole', async (_what, body) => {
  const { server, session } = await batching();
  const response = await post(server, body, { 'mcp-session-id': session.id });
  expect(await verdict(response)).toEqual([400, -32600]);
});

test.each(['[', '[{}', '[1,]', '[,1]', '[1 2]', '[]]', '[{}],', '[{"a":}]', '[[', '["\\"]', '[]x', '[1]]'])(
  'answers %s, which is no JSON, with an error and no result',
  async (body) => {
    const { server, session } = await batching();
    const text = await (await post(server, body, { 'mcp-session-id': session.id })).text();
    expect(text).toMatch(/"code":-32(?:700|600)/);
    expect(text).not.toContain('"result"');
  },
);

test('answers what is no message in its place, and the others all the same', async () => {
  const { session } = await batching();
  const broken = [1, null, 'x', [ping(7)], [], {}, { ...ping(8), jsonrpc: '1.0' }];
  const answers = await answersTo(await session.post([ping(1), ...broken, ping(2)]));
  expect(answers).toHaveLength(9);
  expect(answers.filter(({ result }) => result !== undefined).map(({ id }) => id)).toEqual([1, 2]);
  expect(answers.filter(({ error }) => error?.code === -32600)).toHaveLength(7);
  expect(answers.filter(({ id }) => id === 8)).toMatchObject([{ error: { code: -32600 } }]);
});

test('takes notifications and responses with an empty 202, and answers only requests among them', async () => {
  const { session } = await batching();
  const silent = [
    initialized,
    { jsonrpc: '2.0', id: 7, result: {} },
    { jsonrpc: '2.0', id: 8, error: { code: 1, message: 'x' } },
  ];
  const response = await session.post(silent);
  expect([response.status, await response.text()]).toEqual([202, '']);
  expect(await answersTo(await session.post([...silent, ping('only')]))).toEqual([
    { jsonrpc: '2.0', id: 'only', result: {} },
  ]);
});

test('refuses initialize in a batch, and answers the rest', async () => {
  const { server, session } = await batching();
  const answers = byId(await answersTo(await session.post([initialize(), ping(1)])));
  expect(answers.get('init')).toMatchObject({ error: { code: -32600 } });
  expect(answers.get(1)).toMatchObject({ result: {} });
  expect(await verdict(await post(server, [initialize()]))).toEqual([400, -32600]);
  expect(server.sessions.list()).toHaveLength(1);
});

test('answers the first of two requests with one id, and refuses the second', async () => {
  const { server, session } = await batching();
  const calls = heldTool(server);
  const response = session.post([toolCall(1, 'hold'), toolCall(1, 'hold'), toolCall('1', 'hold')]);
  const held = [await calls.next(), await calls.next()];
  expect(await verdict(await session.post(ping(1)))).toEqual([400, -32600]);
  for (const { release } of held) release('done');
  const answers = await answersTo(await response);
  expect(answers.map(({ id, error }) => [id, error?.code])).toEqual(
    expect.arrayContaining([
      [1, undefined],
      [1, -32600],
      ['1', undefined],
    ]),
  );
  expect(calls.size).toBe(0);
});

test.each(['2024-11-05', '2025-06-18', '2025-11-25'])('refuses a batch in a session of %s', async (revision) => {
  const { server } = testServer();
  const session = await openSession(server, { protocolVersion: revision });
  expect(await verdict(await session.post([ping()]))).toEqual([400, -32600]);
});

test('refuses a batch without a session, in a foreign one, in one that has ended, and for an unknown revision', async () => {
  const { server } = testServer();
  const guarded = server.use(tokenAuth({ ada: [], bob: [] }));
  const session = await openSession(guarded, { protocolVersion, headers: bearer('ada') });
  expect(await verdict(await post(guarded, [ping()], bearer('ada')))).toEqual([400, -32600]);
  const foreign = await post(guarded, [ping()], { ...bearer('bob'), 'mcp-session-id': session.id });
  expect(await verdict(foreign)).toEqual([404, 40400]);
  expect(await verdict(await session.post([ping()], { 'mcp-protocol-version': '1900-01-01' }))).toEqual([400, 40000]);
  await session.end();
  expect(await verdict(await session.post([ping()]))).toEqual([404, 40400]);
});

test('holds a batch to the size of any other body, though a tool takes more', async () => {
  const { server, session } = await batching({ limits: { body: '10kb' } });
  server.tool('large', { description: 'Takes much', maxRequestSize: '1mb' }, () => 'done');
  const large = toolCall(1, 'large', { text: 'x'.repeat(20_000) });
  expect((await session.post(large)).status).toBe(200);
  expect(await verdict(await session.post([large]))).toEqual([413, 41300]);
  expect(await verdict(await session.post([{ ...ping(), params: { text: 'x'.repeat(20_000) } }]))).toEqual([
    413, 41300,
  ]);
});

test('cancels one request of a batch, which is then not answered', async () => {
  const { server, session } = await batching();
  const calls = heldTool(server);
  const response = session.post([toolCall(1, 'hold'), toolCall(2, 'hold')]);
  const [, second] = [await calls.next(), await calls.next()];
  await session.post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } });
  second.release('done');
  expect(await answersTo(await response)).toMatchObject([{ id: 2 }]);
});
