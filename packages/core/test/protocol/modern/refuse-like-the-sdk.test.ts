import { expect, test } from '@jest/globals';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { z } from 'zod';
import { errorKind } from '../../../src/errors/error-kinds.js';
import { ToolgateError } from '../../../src/errors/toolgate-error.js';
import { checkModernRequest } from '../../../src/protocol/modern/check-modern-request.js';
import { checkParamHeaders } from '../../../src/protocol/modern/check-param-headers.js';
import { classifyMessage } from '../../../src/protocol/modern/classify-message.js';
import { compileParamHeaders } from '../../../src/protocol/modern/param-headers.js';
import { isObject, type JsonObject, received, request } from './modern-messages.js';
import { encoded, post } from './posts.js';

const input = z.object({
  region: z.string().optional().meta({ 'x-mcp-header': 'Region' }),
  limit: z.int().optional().meta({ 'x-mcp-header': 'Limit' }),
  dry: z.boolean().optional().meta({ 'x-mcp-header': 'Dry' }),
  options: z.object({ depth: z.int().optional().meta({ 'x-mcp-header': 'Depth' }) }).optional(),
});
const marks = compileParamHeaders(z.toJSONSchema(input, { io: 'input' }), 'tool "query"');

const sdk = createMcpHandler(
  () => {
    const server = new McpServer({ name: 'oracle', version: '1' });
    server.registerTool('query', { inputSchema: input }, () => ({ content: [] }));
    return server;
  },
  { legacy: 'reject', onerror: () => undefined },
);

type Verdict = 'passed' | number;
type Post = readonly [JsonObject, Readonly<Record<string, string | undefined>>];

/** Our verdict on a POST before its method is looked at, but for the headers of a tool's arguments. */
function ours(body: JsonObject, headers: Headers): Verdict {
  const header = (name: string) => headers.get(name) ?? undefined;
  try {
    const message = received(body);
    if (message.kind !== 'request' || classifyMessage(message, header('mcp-protocol-version')) !== '2026') {
      throw new TypeError('All requests here have an envelope.');
    }
    checkModernRequest(message, header);
    const { name, arguments: args } = message.params;
    if (message.method === 'tools/call' && name === 'query')
      checkParamHeaders(marks, isObject(args) ? args : {}, header);
    return 'passed';
  } catch (thrown) {
    if (thrown instanceof ToolgateError) return errorKind(thrown.code).rpc;
    throw thrown;
  }
}

async function theirs(body: JsonObject, headers: Headers): Promise<Verdict> {
  const all = new Headers(headers);
  all.set('content-type', 'application/json');
  all.set('accept', 'application/json, text/event-stream');
  const post = new Request('http://localhost/mcp', { method: 'POST', headers: all, body: JSON.stringify(body) });
  const response = await sdk.fetch(post);
  const answer: unknown = await response.json();
  if (response.status !== 400 || !isObject(answer) || !isObject(answer.error)) return 'passed';
  return typeof answer.error.code === 'number' ? answer.error.code : 'passed';
}

interface Difference {
  readonly headers: Headers;
  readonly params: JsonObject;
  readonly ours: Verdict;
  readonly theirs: Verdict;
}

const decodable = ['name', 'param-region', 'param-limit', 'param-dry', 'param-depth'];
const values = ({ headers }: Difference): string[] => decodable.map((name) => headers.get(`mcp-${name}`) ?? '');

function argumentsOf({ params }: Difference): unknown[] {
  const given = isObject(params.arguments) ? params.arguments : {};
  return [...Object.values(given), ...(isObject(given.options) ? Object.values(given.options) : [])];
}

interface Exception {
  /** Where we refuse with -32020 what the SDK passes, or the other way round. */
  readonly reason: string;
  readonly applies: (difference: Difference) => boolean;
  /** Arguments of a call, and a header that is all it needs. */
  readonly example: readonly [JsonObject, Readonly<Record<string, string>>];
}

/** Where we differ, and the rule that says why. */
const exceptions: readonly Exception[] = [
  {
    // "must consist of visible ASCII characters, space and tab": anything else is invalid (value encoding).
    reason: 'the SDK compares bytes that no header may have',
    applies: (difference) => difference.ours === -32020 && values(difference).some((text) => /[^\t -~]/.test(text)),
    example: [{ region: 'Zürich' }, { 'mcp-param-region': 'Zürich' }],
  },
  {
    // Canonical base64 leaves no bit over (4.3; RFC 4648, 3.5).
    reason: 'the SDK skips the bits that base64 leaves over',
    applies: (difference) => difference.ours === -32020 && values(difference).includes('=?base64?eB==?='),
    example: [{ region: 'x' }, { 'mcp-param-region': '=?base64?eB==?=' }],
  },
  {
    // The value is compared as it is decoded.
    reason: 'the SDK drops a byte order mark',
    applies: (difference) => difference.ours === 'passed' && values(difference).includes(encoded('\uFEFFx')),
    example: [{ region: '\uFEFFx' }, { 'mcp-param-region': encoded('\uFEFFx') }],
  },
  {
    // Integers alone are compared as numbers (server validation), and no fraction is one.
    reason: 'the SDK compares fractions as numbers where an integer belongs',
    applies: (difference) => difference.ours === -32020 && values(difference).includes('42.50'),
    example: [{ limit: 42.5 }, { 'mcp-param-limit': '42.50' }],
  },
  {
    // "Client omits header but value is in body: server MUST reject" (server behavior for custom headers).
    reason: 'the SDK lets pass what no header can say',
    applies: (difference) =>
      difference.ours === -32020 &&
      argumentsOf(difference).some((value) => typeof value === 'object' || value === 2 ** 53),
    example: [{ region: ['a'] }, {}],
  },
];

async function judge([message, given]: Post): Promise<Difference> {
  const headers = new Headers();
  for (const [name, text] of Object.entries(given)) if (text !== undefined) headers.set(name, text);
  const params = isObject(message.params) ? message.params : {};
  return { headers, params, ours: ours(message, headers), theirs: await theirs(message, headers) };
}

test('refuses the headers of a request as the SDK does, but for the reasons listed here', async () => {
  const verdicts = new Map<Verdict, number>();
  const compare = async (given: Post) => {
    const difference = await judge(given);
    verdicts.set(difference.ours, (verdicts.get(difference.ours) ?? 0) + 1);
    const agrees = difference.ours === difference.theirs || exceptions.some(({ applies }) => applies(difference));
    expect({ given, difference, agrees }).toEqual({ given, difference, agrees: true });
  };
  await fc.assert(fc.asyncProperty(post, compare), { numRuns: 2_000 });
  expect([...verdicts.keys()].sort()).toEqual(['passed', -32020, -32022].sort());
  expect(Math.min(...verdicts.values())).toBeGreaterThan(50);
}, 60_000);

const right = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'query' };

test.each(exceptions)('differs because $reason', async ({ applies, example: [args, headers] }) => {
  const call = request('tools/call', { name: 'query', arguments: args });
  const difference = await judge([call, { ...right, ...headers }]);
  expect([difference.ours, difference.theirs].sort()).toEqual(['passed', -32020].sort());
  expect(applies(difference)).toBe(true);
});
