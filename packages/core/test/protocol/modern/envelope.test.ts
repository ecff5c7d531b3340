import { expect, test } from '@jest/globals';
import { isSpecType } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { errorKind } from '../../../src/errors/error-kinds.js';
import { ProtocolError } from '../../../src/errors/protocol-error.js';
import { isLoggingLevel } from '../../../src/protocol/logging-level.js';
import { assertModernRevision } from '../../../src/protocol/modern/assert-modern-revision.js';
import { isModernCapabilities } from '../../../src/protocol/modern/client-capabilities.js';
import { checkEnvelope } from '../../../src/protocol/modern/envelope.js';
import { isImplementation } from '../../../src/protocol/modern/implementation.js';
import { capabilities, clientInfo, odd } from './arbitraries.js';
import { capabilitiesKey, infoKey, leastMeta, levelKey, versionKey } from './modern-messages.js';

function refusal(check: () => unknown): ProtocolError {
  try {
    check();
  } catch (thrown) {
    if (thrown instanceof ProtocolError) return thrown;
    throw thrown;
  }
  throw new Error('It was accepted.');
}

test('reads what a request says about itself', () => {
  const given = {
    [versionKey]: '2026-07-28',
    [capabilitiesKey]: { elicitation: { url: {} } },
    [infoKey]: { name: 'c', version: '1' },
    [levelKey]: 'warning',
    progressToken: 0,
    traceparent: 7,
  };
  expect(checkEnvelope({ _meta: given })).toEqual({
    protocolVersion: '2026-07-28',
    clientCapabilities: { elicitation: { url: {} } },
    clientInfo: { name: 'c', version: '1' },
    logLevel: 'warning',
    progressToken: 0,
  });
});

test('serves a request that names no client', () => {
  const { clientInfo: client, logLevel, progressToken } = checkEnvelope({ _meta: leastMeta });
  expect([client, logLevel, progressToken]).toEqual([undefined, undefined, undefined]);
});

test.each([{}, { _meta: null }, { _meta: [] }, { _meta: 'x' }])('refuses %j as no metadata at all', (params) => {
  expect(refusal(() => checkEnvelope(params)).message).toMatch(/^Missing request metadata: params\._meta must have /);
});

const without = (key: string) => Object.fromEntries(Object.entries(leastMeta).filter(([name]) => name !== key));

test.each([versionKey, capabilitiesKey])('refuses an envelope without %s', (key) => {
  const { code, message } = refusal(() => checkEnvelope({ _meta: without(key) }));
  expect(errorKind(code)).toMatchObject({ rpc: -32602, status: 400 });
  expect(message).toMatch(`Missing request metadata: "${key}" of params._meta must be `);
});

test.each<[string, unknown]>([
  [versionKey, 20260728],
  [versionKey, null],
  [capabilitiesKey, []],
  [capabilitiesKey, { sampling: true }],
  [infoKey, null],
  [infoKey, { name: 'c' }],
  [levelKey, 'trace'],
  ['progressToken', 1.5],
  ['progressToken', 't'.repeat(257)],
])('refuses an envelope whose %s is %j', (key, value) => {
  const { code, message } = refusal(() => checkEnvelope({ _meta: { ...leastMeta, [key]: value } }));
  expect(errorKind(code)).toMatchObject({ rpc: -32602, status: 400 });
  expect(message).toMatch(`Malformed request metadata: "${key}" of params._meta must be `);
});

test('names the versions it serves to a client that asks for another', () => {
  const { code, data, message } = refusal(() => assertModernRevision('2099-01-01'));
  expect(errorKind(code)).toMatchObject({ rpc: -32022, status: 400 });
  expect(data).toMatchObject({ requested: '2099-01-01', supported: expect.arrayContaining(['2026-07-28']) });
  expect(message).toBe('Unsupported protocol version: 2099-01-01. Ask for 2026-07-28.');
});

test.each(['2025-11-25', '2026-07-27', '2026-07-28 ', '', 'latest'])('does not serve version %j', (version) => {
  expect(refusal(() => assertModernRevision(version)).code).toBe('UNSUPPORTED_PROTOCOL_VERSION');
});

/** That revision has no tasks among the capabilities; the SDK's schema is that of both eras. */
const withoutTasks = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, tasks: undefined } : value;

test.each<[string, fc.Arbitrary<unknown>, (value: unknown) => boolean, (value: unknown) => boolean]>([
  ['capabilities', capabilities, isModernCapabilities, (value) => isSpecType.ClientCapabilities(withoutTasks(value))],
  ['who a client is', clientInfo, isImplementation, (value) => isSpecType.Implementation(value)],
  [
    'log levels',
    fc.constantFrom('debug', 'error', 'trace', 'Alert'),
    isLoggingLevel,
    (value) => isSpecType.LoggingLevel(value),
  ],
])('agrees with the schema of the SDK on %s', (_what, arbitrary, ours, theirs) => {
  let accepted = 0;
  const compare = (given: unknown) => {
    const value: unknown = JSON.parse(JSON.stringify(given));
    const verdict = ours(value);
    if (verdict) accepted++;
    expect({ value, verdict }).toEqual({ value, verdict: theirs(value) });
  };
  fc.assert(fc.property(fc.oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: odd }), compare), {
    numRuns: 3_000,
  });
  expect(accepted).toBeGreaterThan(300);
  expect(accepted).toBeLessThan(2_900);
});
