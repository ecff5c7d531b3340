import { expect, test } from '@jest/globals';
import { JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import fc from 'fast-check';
import { MessageError, parseMessage } from '../../src/protocol/parse-message.js';

const limits = { depth: 64, nodes: 100_000 };

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.constantFrom(0, -0, 1.5, 2 ** 53, -(2 ** 53), 1e300),
  fc.string({ maxLength: 5 }),
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('a', '_meta', 'code', 'message', 'progressToken'), scalar, { maxKeys: 3 }),
);
const id = fc.oneof(fc.integer(), fc.string({ maxLength: 5 }), value, fc.constant('x'.repeat(257)));
const meta = fc.record(
  { progressToken: fc.oneof(fc.integer(), fc.string({ maxLength: 3 }), value) },
  { requiredKeys: [] },
);
const params = fc.oneof(
  value,
  fc.record(
    { _meta: fc.oneof(meta, value), name: fc.string({ maxLength: 4 }), arguments: value },
    { requiredKeys: [] },
  ),
);
const error = fc.record(
  { code: fc.oneof(fc.integer(), scalar), message: fc.oneof(fc.string(), scalar) },
  { requiredKeys: [] },
);

/** Objects that are messages, nearly messages, or mixtures of the kinds of messages. */
const envelope = fc.record(
  {
    jsonrpc: fc.oneof({ weight: 9, arbitrary: fc.constant('2.0') }, { weight: 1, arbitrary: scalar }),
    id,
    method: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('ping', 'tools/call', 'notifications/initialized', 'x'.repeat(129), '') },
      { weight: 1, arbitrary: value },
    ),
    params,
    result: fc.oneof(fc.constant({}), value),
    error: fc.oneof(error, value),
    extra: scalar,
  },
  { requiredKeys: [] },
);
const requestLike = fc.record(
  { jsonrpc: fc.constant('2.0'), id, method: fc.constantFrom('ping', 'tools/call'), params },
  { requiredKeys: ['jsonrpc', 'method'] },
);
const responseLike = fc.record(
  { jsonrpc: fc.constant('2.0'), id, result: value, error: fc.oneof(error, value) },
  { requiredKeys: ['jsonrpc'] },
);

function ours(text: string): 'accepted' | 'refused' {
  try {
    parseMessage({ text, bytes: text.length }, limits);
    return 'accepted';
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(MessageError);
    return 'refused';
  }
}

type Envelope = Readonly<Record<string, unknown>>;

const isObject = (candidate: unknown): candidate is Envelope =>
  typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate);

/** Why we refuse what the SDK accepts. */
const stricter: [string, (message: Envelope) => boolean][] = [
  ['an id is bounded', ({ id: given }) => typeof given === 'string' && given.length > 256],
  ['a method is bounded', ({ method }) => typeof method === 'string' && method.length > 128],
  ['a method has a name', ({ method }) => method === ''],
];

const theirs = (message: unknown) => (JSONRPCMessageSchema.safeParse(message).success ? 'accepted' : 'refused');

/** Whether the SDK accepts a message that differs from this one in a member alone. */
const acceptedWith = (message: Envelope, changes: Envelope) => theirs({ ...message, ...changes }) === 'accepted';

/** Why we accept what the SDK refuses: the envelope is checked here, what is inside where it is used. */
const laxer: [string, (message: Envelope) => boolean][] = [
  [
    'tools/call checks _meta and its progressToken',
    (message) => isObject(message.params) && acceptedWith(message, { params: { ...message.params, _meta: undefined } }),
  ],
  ['we send no requests, so nobody reads a result', (message) => acceptedWith(message, { result: {} })],
  [
    'we send no requests, so nobody reads an error',
    (message) => acceptedWith(message, { error: { code: 1, message: '' } }),
  ],
];

function compare(message: Envelope): void {
  const text = JSON.stringify(message);
  const parsed: Envelope = JSON.parse(text);
  const verdict = ours(text);
  if (verdict === theirs(parsed)) return;
  const reasons = verdict === 'refused' ? stricter : laxer;
  const explained = reasons.some(([, applies]) => applies(parsed));
  expect({ text, verdict, explained }).toEqual({ text, verdict, explained: true });
}

test.each([
  ['any mixture of members', envelope],
  ['requests and notifications', requestLike],
  ['responses', responseLike],
])('agrees with the SDK on %s, but for the reasons listed here', (_what, arbitrary) => {
  fc.assert(fc.property(arbitrary, compare), { numRuns: 2_000 });
});

test('accepts and refuses often enough for the comparison to mean something', () => {
  const verdicts = fc.sample(requestLike, { numRuns: 1_000, seed: 1 }).map((message) => ours(JSON.stringify(message)));
  expect(verdicts.filter((verdict) => verdict === 'accepted').length).toBeGreaterThan(100);
  expect(verdicts.filter((verdict) => verdict === 'refused').length).toBeGreaterThan(100);
});

test.each(stricter)('refuses what the SDK accepts because %s', (reason) => {
  const examples = new Map<string, object>([
    ['an id is bounded', { jsonrpc: '2.0', id: 'x'.repeat(257), method: 'ping' }],
    ['a method is bounded', { jsonrpc: '2.0', id: 1, method: 'x'.repeat(129) }],
    ['a method has a name', { jsonrpc: '2.0', id: 1, method: '' }],
  ]);
  const example = examples.get(reason);
  expect(theirs(example)).toBe('accepted');
  expect(ours(JSON.stringify(example))).toBe('refused');
});

test('passes on exactly what the message says', () => {
  const given = fc.record(
    {
      jsonrpc: fc.constant('2.0'),
      id: fc.oneof(fc.maxSafeInteger(), fc.string({ maxLength: 256 })),
      method: fc.string({ minLength: 1, maxLength: 128 }),
      params: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
    },
    { requiredKeys: ['jsonrpc', 'method'] },
  );
  fc.assert(
    fc.property(given, (message) => {
      const text = JSON.stringify(message);
      const parsed = parseMessage({ text, bytes: text.length }, limits);
      const { id: givenId, method, params: givenParams } = JSON.parse(JSON.stringify(message));
      const expected = { bytes: text.length, method, params: givenParams ?? {} };
      expect(parsed).toEqual(
        givenId === undefined ? { kind: 'notification', ...expected } : { kind: 'request', id: givenId, ...expected },
      );
    }),
    { numRuns: 1_000 },
  );
});
