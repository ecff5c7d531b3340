import fc from 'fast-check';
import { toolCall } from './messages.js';
import { initialize } from './wire.js';

/** Messages for a server with the tools `echo`, `typed`, `steps` and `throws`. */
const messages = [
  initialize(),
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  { jsonrpc: '2.0', id: 1, method: 'ping' },
  { jsonrpc: '2.0', id: 'list', method: 'tools/list', params: { cursor: 'dG9vbHM6MQ' } },
  toolCall(2, 'echo', { text: 'naïve 🧪 "\\' }, { progressToken: 'p' }),
  toolCall(3, 'typed', { list: [1, 2, { a: null }], choice: 'a', nested: { deep: { deeper: [[]] } } }),
  toolCall(4, 'steps', {}, { progressToken: 0 }),
  toolCall(5, 'throws'),
  { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2, reason: 'x' } },
  { jsonrpc: '2.0', id: 6, result: {} },
];
const valid = messages.map((message) => JSON.stringify(message));

const tokens = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\\u0061',
  'null',
  'true',
  '1e400',
  '-0',
  '9007199254740993',
  '{}',
];
const names = [
  '"id"',
  '"method"',
  '"params"',
  '"_meta"',
  '"__proto__"',
  '"constructor"',
  '"jsonrpc":"2.0",',
  '"id":1,',
];

type Mutation = (body: Buffer) => Buffer;

const splice =
  (at: number, removed: number, added: Buffer): Mutation =>
  (body) => {
    const from = at % (body.length + 1);
    return Buffer.concat([body.subarray(0, from), added, body.subarray(from + removed)]);
  };

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(), fc.nat({ max: 255 })).map(([at, byte]) => splice(at, 1, Buffer.of(byte))),
  fc.tuple(fc.nat(), fc.nat({ max: 30 })).map(([at, length]) => splice(at, length, Buffer.of())),
  fc.tuple(fc.nat(), fc.constantFrom(...tokens, ...names)).map(([at, token]) => splice(at, 0, Buffer.from(token))),
  fc.tuple(fc.nat(), fc.constantFrom(...tokens)).map(([at, token]) => splice(at, token.length, Buffer.from(token))),
  fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 })).map(([at, bytes]) => splice(at, 0, Buffer.from(bytes))),
  fc.tuple(fc.nat(), fc.nat({ max: 80 })).map(([at, times]) => splice(at, 0, Buffer.from('[{"a":'.repeat(times)))),
  fc.nat().map(
    (at): Mutation =>
      (body) =>
        body.subarray(0, at % (body.length + 1)),
  ),
  fc.constant<Mutation>((body) => Buffer.concat([body, body])),
  fc.constant<Mutation>((body) => Buffer.concat([Buffer.from('['), body, Buffer.from(']')])),
);

/** One of these texts, with up to four things wrong with it. */
export const mutated = (texts: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(texts, fc.array(mutation, { maxLength: 4 }))
    .map(([text, mutations]) => mutations.reduce<Buffer>((body, mutate) => mutate(body), Buffer.from(text)));

const generated = fc
  .record(
    {
      jsonrpc: fc.oneof(fc.constant('2.0'), fc.jsonValue()),
      id: fc.oneof(fc.integer(), fc.string(), fc.jsonValue()),
      method: fc.oneof(fc.constantFrom('ping', 'tools/list', 'tools/call', 'initialize'), fc.jsonValue()),
      params: fc.oneof(
        fc.record({
          name: fc.constantFrom('echo', 'typed', 'steps', 'throws', ''),
          arguments: fc.jsonValue(),
          _meta: fc.jsonValue(),
        }),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  )
  .map((message) => Buffer.from(JSON.stringify(message)));

/** Bodies that are messages, nearly messages, and bytes of all kinds. */
export const bodies: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 3, arbitrary: mutated(fc.constantFrom(...valid)) },
  { weight: 2, arbitrary: generated },
  { weight: 1, arbitrary: fc.uint8Array().map((bytes) => Buffer.from(bytes)) },
);

const element: fc.Arbitrary<unknown> = fc.oneof(
  // A cancellation could take a request of its own batch back.
  { weight: 5, arbitrary: fc.constantFrom(...messages.filter(({ method }) => method !== 'notifications/cancelled')) },
  { weight: 2, arbitrary: generated.map((bytes) => JSON.parse(bytes.toString())) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** Batches of messages, near messages and other values, the elements of each as they are sent. */
export const batches: fc.Arbitrary<readonly unknown[]> = fc.array(element, { maxLength: 8 });

/** Batches with bytes in the wrong place. */
export const brokenBatches: fc.Arbitrary<Buffer> = mutated(batches.map((elements) => JSON.stringify(elements)));
