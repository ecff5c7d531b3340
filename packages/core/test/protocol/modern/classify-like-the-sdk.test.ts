import { expect, test } from '@jest/globals';
import { classifyInboundRequest } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { errorKind } from '../../../src/errors/error-kinds.js';
import { ToolgateError } from '../../../src/errors/toolgate-error.js';
import { checkModernNotification } from '../../../src/protocol/modern/check-modern-notification.js';
import { classifyMessage } from '../../../src/protocol/modern/classify-message.js';
import { checkEnvelope } from '../../../src/protocol/modern/envelope.js';
import { checkAgreement } from '../../../src/protocol/modern/routing-headers.js';
import { message, method, padded, version } from './arbitraries.js';
import { isObject, type JsonObject, leastMeta, metaOf, received, request, versionKey } from './modern-messages.js';

type Verdict = 'legacy' | 'modern' | number;

interface Headers {
  readonly version: string | undefined;
  readonly method: string | undefined;
}

/** Our verdict after steps 1 to 9 and the comparison of headers and body, which is how far the SDK's classifier goes. */
function ours(body: JsonObject, headers: Headers): Verdict {
  try {
    const given = received(body);
    if (classifyMessage(given, headers.version) === '2025' || given.kind === 'response') return 'legacy';
    if (given.kind === 'notification') {
      checkModernNotification(given, (name) => (name === 'mcp-method' ? headers.method : headers.version));
      return 'modern';
    }
    checkAgreement('MCP-Protocol-Version', headers.version, checkEnvelope(given.params).protocolVersion);
    checkAgreement('Mcp-Method', headers.method, given.method);
    return 'modern';
  } catch (thrown) {
    if (!(thrown instanceof ToolgateError)) throw thrown;
    return thrown.code === 'UNSUPPORTED_PROTOCOL_VERSION' ? 'modern' : errorKind(thrown.code).rpc;
  }
}

function theirs(body: JsonObject, headers: Headers): Verdict {
  const outcome = classifyInboundRequest({
    httpMethod: 'POST',
    body,
    ...(headers.version === undefined ? {} : { protocolVersionHeader: headers.version }),
    ...(headers.method === undefined ? {} : { mcpMethodHeader: headers.method }),
  });
  if (outcome.kind !== 'reject') return outcome.kind;
  expect(outcome.httpStatus).toBe(400);
  return outcome.code;
}

const isToken = (token: unknown) => token === undefined || typeof token === 'string' || Number.isSafeInteger(token);
const isDate = (text: string) => /^\s*\d/.test(text);

interface Difference {
  readonly body: JsonObject;
  readonly headers: Headers;
  readonly ours: Verdict;
  readonly theirs: Verdict;
}

interface Exception {
  readonly reason: string;
  readonly applies: (difference: Difference) => boolean;
  readonly example: readonly [JsonObject, Headers];
}

const noHeaders: Headers = { version: undefined, method: undefined };

/** Where we differ, and the rule that says why. */
const exceptions: readonly Exception[] = [
  {
    // The era decides who checks it: the envelope's -32602 (4.1), or the method of a 2025 session.
    reason: 'the SDK checks the progressToken as part of JSON-RPC',
    applies: ({ body, theirs: verdict }) => verdict === -32600 && !isToken(metaOf(body)?.progressToken),
    example: [request('tools/list', {}, { ...leastMeta, progressToken: 1.5 }), noHeaders],
  },
  {
    reason: 'the SDK checks that _meta is an object as part of JSON-RPC',
    applies: ({ body, theirs: verdict }) =>
      verdict === -32600 && isObject(body.params) && '_meta' in body.params && metaOf(body) === undefined,
    example: [request('tools/list', {}, null), { version: '2026-07-28', method: undefined }],
  },
  {
    // Revisions are dates (section 1), and a 2025 client must not get -32020 for a header that names none (section 5).
    reason: 'the SDK takes a header such as "latest" for a modern revision',
    applies: ({ headers, ours: verdict }) =>
      verdict === 'legacy' && headers.version !== undefined && !isDate(headers.version),
    example: [request('initialize', {}, {}), { version: 'latest', method: undefined }],
  },
  {
    reason: 'the SDK takes a claim such as "latest" for a modern revision in initialize',
    applies: ({ body, ours: verdict }) => {
      const claim = metaOf(body)?.[versionKey];
      return body.method === 'initialize' && verdict !== 'modern' && typeof claim === 'string' && !isDate(claim);
    },
    example: [request('initialize', {}, { ...leastMeta, [versionKey]: 'latest' }), noHeaders],
  },
  {
    // It is kept and sent back, like an id.
    reason: 'a progress token is bounded',
    applies: ({ body }) => String(metaOf(body)?.progressToken).length > 256,
    example: [request('tools/list', {}, { ...leastMeta, progressToken: 't'.repeat(257) }), noHeaders],
  },
  {
    // Mismatches come before the version (section 5); either way the notification is refused with 400.
    reason: 'the SDK compares Mcp-Method of a notification only for modern claims',
    applies: ({ body, headers, ours: verdict }) =>
      body.id === undefined && verdict === -32020 && headers.method?.trim() !== body.method,
    example: [
      { jsonrpc: '2.0', method: 'x', params: { _meta: { [versionKey]: '2025-11-25' } } },
      { version: undefined, method: 'y' },
    ],
  },
];

const headers = fc.record({
  version: fc.option(padded(version), { nil: undefined }),
  method: fc.option(padded(method), { nil: undefined }),
});

const agreeing = fc
  .tuple(message, headers)
  .map(([body, { version: sent }]): [JsonObject, Headers] => [body, { version: sent, method: body.method }]);

function judge([given, headers]: readonly [object, Headers]): Difference {
  const body: JsonObject = JSON.parse(JSON.stringify(given));
  return { body, headers, ours: ours(body, headers), theirs: theirs(body, headers) };
}

test.each<[string, fc.Arbitrary<readonly [object, Headers]>]>([
  ['any headers', fc.tuple(message, headers)],
  ['the right Mcp-Method', agreeing],
])('agrees with the SDK on messages with %s, but for the reasons listed here', (_what, arbitrary) => {
  const verdicts = new Map<Verdict, number>();
  const compare = (given: readonly [object, Headers]) => {
    const difference = judge(given);
    verdicts.set(difference.ours, (verdicts.get(difference.ours) ?? 0) + 1);
    const agrees = difference.ours === difference.theirs || exceptions.some(({ applies }) => applies(difference));
    expect({ difference, agrees }).toEqual({ difference, agrees: true });
  };
  fc.assert(fc.property(arbitrary, compare), { numRuns: 3_000 });
  expect([...verdicts.keys()].sort()).toEqual(['legacy', 'modern', -32020, -32602].sort());
  expect(Math.min(...verdicts.values())).toBeGreaterThan(50);
});

test.each(exceptions)('differs because $reason', ({ applies, example }) => {
  const difference = judge(example);
  expect(difference.ours).not.toBe(difference.theirs);
  expect(applies(difference)).toBe(true);
});
