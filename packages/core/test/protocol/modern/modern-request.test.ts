import { expect, test } from '@jest/globals';
import { errorKind } from '../../../src/errors/error-kinds.js';
import { ProtocolError } from '../../../src/errors/protocol-error.js';
import { checkModernNotification } from '../../../src/protocol/modern/check-modern-notification.js';
import { checkModernRequest } from '../../../src/protocol/modern/check-modern-request.js';
import { type JsonObject, leastMeta, received, request, versionKey } from './modern-messages.js';

type Headers = Readonly<Record<string, string | undefined>>;

const reader = (headers: Headers) => (name: string) => headers[name];

/** The sentence of the refusal after its code, or `served`. */
function verdict(body: JsonObject, headers: Headers | undefined): string {
  const message = received(body);
  const header = headers === undefined ? undefined : reader(headers);
  try {
    if (message.kind === 'request') checkModernRequest(message, header);
    if (message.kind === 'notification') checkModernNotification(message, header);
    return 'served';
  } catch (thrown) {
    if (!(thrown instanceof ProtocolError)) throw thrown;
    const { rpc, status } = errorKind(thrown.code);
    expect(status).toBe(400);
    return `${rpc} ${thrown.message}`;
  }
}

const call = request('tools/call', { name: 'weather' });
const right = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'weather' };
const later = request('tools/call', { name: 'weather' }, { ...leastMeta, [versionKey]: '2099-01-01' });
const laterHeader = { 'mcp-protocol-version': '2099-01-01' };
const noCapabilities = request('tools/call', { name: 'weather' }, { [versionKey]: '2099-01-01' });

test.each<[string, JsonObject, Headers | undefined, string | RegExp]>([
  ['what agrees', call, right, 'served'],
  ['blanks around values', call, { ...right, 'mcp-method': ' tools/call\t' }, 'served'],
  ['an encoded name', call, { ...right, 'mcp-name': '=?base64?d2VhdGhlcg==?=' }, 'served'],
  ['no headers on stdio', call, undefined, 'served'],
  ['a later version on stdio', later, undefined, /^-32022 Unsupported protocol version: 2099-01-01/],
  ['an envelope with a fault, before all else', noCapabilities, {}, /^-32602 Missing request metadata/],
  [
    'another version in the header, before the version itself',
    later,
    right,
    '-32020 Header mismatch: MCP-Protocol-Version is "2026-07-28", the body says "2099-01-01".',
  ],
  [
    'another method in the header, before the version itself',
    later,
    { ...laterHeader, 'mcp-method': 'tools/list' },
    '-32020 Header mismatch: Mcp-Method is "tools/list", the body says "tools/call".',
  ],
  ['a later version, before headers that are missing', later, {}, /^-32022 /],
  ['a 2025 version', request('tools/list', {}, { ...leastMeta, [versionKey]: '2025-11-25' }), {}, /^-32022 /],
  ['no headers', call, {}, '-32020 Header mismatch: MCP-Protocol-Version is missing, the body says "2026-07-28".'],
  [
    'no Mcp-Method',
    call,
    { ...right, 'mcp-method': undefined },
    '-32020 Header mismatch: Mcp-Method is missing, the body says "tools/call".',
  ],
  [
    'a method in another case',
    call,
    { ...right, 'mcp-method': 'Tools/Call' },
    '-32020 Header mismatch: Mcp-Method is "Tools/Call", the body says "tools/call".',
  ],
  [
    'no Mcp-Name',
    call,
    { ...right, 'mcp-name': undefined },
    '-32020 Header mismatch: Mcp-Name is missing, the body says "weather".',
  ],
  [
    'another name',
    call,
    { ...right, 'mcp-name': 'x' },
    '-32020 Header mismatch: Mcp-Name is "x", the body says "weather".',
  ],
  [
    'a name that cannot be decoded',
    call,
    { ...right, 'mcp-name': '=?base64?d2VhdGhlcg?=' },
    '-32020 Header mismatch: Mcp-Name is "=?base64?d2VhdGhlcg?=", which cannot be decoded.',
  ],
  ['an empty version', call, { ...right, 'mcp-protocol-version': '' }, /^-32020 .* MCP-Protocol-Version is "", /],
])('judges %s', (_what, body, headers, expected) => {
  expect(verdict(body, headers)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
});

test.each([
  ['tools/call', 'name'],
  ['prompts/get', 'name'],
  ['resources/read', 'uri'],
  ['tasks/get', 'taskId'],
  ['tasks/update', 'taskId'],
  ['tasks/cancel', 'taskId'],
])('compares Mcp-Name of %s with %s', (method, param) => {
  const body = request(method, { [param]: 'a' });
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method };
  expect(verdict(body, { ...headers, 'mcp-name': 'a' })).toBe('served');
  expect(verdict(body, { ...headers, 'mcp-name': 'b' })).toBe(
    '-32020 Header mismatch: Mcp-Name is "b", the body says "a".',
  );
  expect(verdict(body, headers)).toBe('-32020 Header mismatch: Mcp-Name is missing, the body says "a".');
  // A body that names nothing is malformed in another way, which the method says.
  expect(verdict(request(method), headers)).toBe('served');
  expect(verdict(request(method, { [param]: 1 }), { ...headers, 'mcp-name': '1' })).toBe('served');
});

test.each(['tools/list', 'server/discover', 'subscriptions/listen', 'constructor'])(
  'wants no Mcp-Name of %s',
  (method) => {
    const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method };
    expect(verdict(request(method), headers)).toBe('served');
    expect(verdict(request(method, { name: 'a' }), { ...headers, 'mcp-name': 'b' })).toBe('served');
  },
);

test('keeps what it repeats of a request short', () => {
  const headers = { ...right, 'mcp-method': 'x'.repeat(1_000_000) };
  expect(verdict(request('tools/call', { name: 'y'.repeat(1_000_000) }), headers).length).toBeLessThan(400);
});

const notifies = (version?: unknown) => ({
  jsonrpc: '2.0',
  method: 'notifications/cancelled',
  params: version === undefined ? {} : { _meta: { [versionKey]: version } },
});
const cancelled = { 'mcp-method': 'notifications/cancelled' };

test.each<[string, JsonObject, Headers | undefined, string]>([
  ['without anything', notifies(), undefined, 'served'],
  ['with a header alone', notifies(), { 'mcp-protocol-version': ' 2026-07-28' }, 'served'],
  ['with a claim alone', notifies('2026-07-28'), {}, 'served'],
  ['with all of it', notifies('2026-07-28'), { ...cancelled, 'mcp-protocol-version': '2026-07-28' }, 'served'],
  ['with the header of a later version', notifies(), laterHeader, '-32022'],
  ['that claims a later version', notifies('2099-01-01'), {}, '-32022'],
  ['that claims 2025', notifies('2025-11-25'), undefined, '-32022'],
  ['that claims something blank', notifies(' 2026-07-28'), {}, '-32022'],
  ['whose version is no string', notifies(null), {}, '-32602'],
  ['with another version in the header', notifies('2026-07-28'), laterHeader, '-32020'],
  ['with another method in the header', notifies(), { ...laterHeader, 'mcp-method': 'x' }, '-32020'],
])('judges a notification %s', (_what, body, headers, expected) => {
  expect(verdict(body, headers).split(' ', 1)).toEqual([expected]);
});
