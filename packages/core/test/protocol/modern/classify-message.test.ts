import { expect, test } from '@jest/globals';
import { errorKind } from '../../../src/errors/error-kinds.js';
import { ProtocolError } from '../../../src/errors/protocol-error.js';
import { classifyMessage } from '../../../src/protocol/modern/classify-message.js';
import { hasModernClaim } from '../../../src/protocol/modern/modern-claim.js';
import { capabilitiesKey, leastMeta, received, request, versionKey } from './modern-messages.js';

type Verdict = string | number;

function era(body: Readonly<Record<string, unknown>>, header?: string): Verdict {
  try {
    return classifyMessage(received(body), header);
  } catch (thrown) {
    if (!(thrown instanceof ProtocolError)) throw thrown;
    expect(errorKind(thrown.code).status).toBe(400);
    return errorKind(thrown.code).rpc;
  }
}

const claimless = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const notification = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
const claims = (version: unknown) => ({ ...leastMeta, [versionKey]: version });
const notifies = (version: unknown) => ({ ...notification, params: { _meta: { [versionKey]: version } } });
const initialize = (meta?: unknown) => request('initialize', { protocolVersion: '2025-11-25' }, meta ?? {});
const answer = { jsonrpc: '2.0', id: 1, result: {} };

test.each<[string, Readonly<Record<string, unknown>>, string | undefined, Verdict]>([
  ['an initialize', initialize(), undefined, '2025'],
  ['an initialize with a 2025 header', initialize(), '2025-11-25', '2025'],
  ['an initialize with a modern header', initialize(), '2026-07-28', -32020],
  ['an initialize with the header of a later version', initialize(), '2099-01-01', -32020],
  ['an initialize with a header that names nothing', initialize(), 'latest', '2025'],
  ['an initialize that claims 2025', initialize(claims('2025-11-25')), undefined, '2025'],
  ['an initialize that claims 2025 with a modern header', initialize(claims('2025-11-25')), '2026-07-28', -32020],
  ['an initialize with half an envelope', initialize({ [versionKey]: '2026-07-28' }), undefined, '2025'],
  ['an initialize whose version is no string', initialize(claims(1)), undefined, '2025'],
  ['an initialize with a valid envelope', initialize(leastMeta), undefined, '2026'],
  ['an initialize with the envelope of a later version', initialize(claims('2099-01-01')), undefined, '2026'],
  ['a request with an envelope', request('tools/list'), undefined, '2026'],
  ['a request with an envelope and a 2025 header', request('tools/list'), '2025-11-25', '2026'],
  ['a request that claims 2025', request('tools/list', {}, claims('2025-11-25')), undefined, '2026'],
  ['a request whose version is null', request('tools/list', {}, claims(null)), undefined, '2026'],
  ['a request with other reserved keys alone', request('x', {}, { [capabilitiesKey]: {} }), undefined, '2025'],
  [
    'a request with other reserved keys and a header',
    request('x', {}, { [capabilitiesKey]: {} }),
    '2026-07-28',
    -32602,
  ],
  ['a request without claim', claimless, undefined, '2025'],
  ['a request without claim and a 2025 header', claimless, '2025-06-18', '2025'],
  ['a request without claim and a modern header', claimless, '2026-07-28', -32602],
  ['a request without claim and a padded modern header', claimless, ' 2026-07-28\t', -32602],
  ['a request without claim and a header that names nothing', claimless, 'latest', '2025'],
  ['a notification', notification, undefined, '2025'],
  ['a notification with a modern header', notification, '2026-07-28', '2026'],
  ['a notification with a claim', notifies('2026-07-28'), undefined, '2026'],
  ['a notification with a malformed claim', notifies(null), '2025-11-25', '2026'],
  ['a response', answer, undefined, '2025'],
  ['a response with a modern header', answer, '2026-07-28', '2025'],
])('classifies %s', (_what, body, header, expected) => {
  expect(era(body, header)).toBe(expected);
});

test('says what a request without envelope lacks', () => {
  const classify = () => classifyMessage(received(claimless), '2026-07-28');
  expect(classify).toThrow(
    `Missing request metadata: params._meta must have "${versionKey}" and "${capabilitiesKey}".`,
  );
});

test('says why initialize does not go with a modern header', () => {
  const classify = () => classifyMessage(received(initialize()), '2026-07-28');
  expect(classify).toThrow(
    'Header mismatch: MCP-Protocol-Version is "2026-07-28", which has no initialize: leave it out, or call server/discover.',
  );
});

test.each([undefined, null, 'x', [], {}, { _meta: null }, { _meta: [versionKey] }, { _meta: {} }])(
  'sees no claim in %j',
  (params) => {
    expect(hasModernClaim(params)).toBe(false);
  },
);

test.each(['2026-07-28', '', null, 0, {}])('sees a claim that says %j', (version) => {
  expect(hasModernClaim({ _meta: { [versionKey]: version } })).toBe(true);
});
