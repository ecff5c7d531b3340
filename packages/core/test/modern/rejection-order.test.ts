import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { capabilitiesKey, type JsonObject, leastMeta, versionKey } from '../protocol/modern/modern-messages.js';
import { replyOf } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { post } from '../support/wire.js';

interface Sent {
  readonly version?: string | undefined;
  readonly method?: string | undefined;
  readonly name?: string | undefined;
  readonly region?: string | undefined;
  readonly meta: JsonObject;
  readonly params: JsonObject;
}

/** Each line mends the fault that the line before was refused for. */
const mended: readonly [string, Partial<Sent>][] = [
  ['everything', {}],
  ['the version in the header', { meta: { [versionKey]: '2099-01-01', [capabilitiesKey]: {} } }],
  ['the method in the header', { version: '2099-01-01' }],
  ['the version', { method: 'tools/call' }],
  ['a header that is missing', { meta: leastMeta, version: undefined, method: undefined, name: undefined }],
  ['another that is missing', { version: '2026-07-28' }],
  ['the name that is missing', { method: 'tools/call' }],
  ['the tool', { name: 'nobody' }],
  ['the header of the argument', { name: 'north', params: { name: 'north', arguments: { region: 7 } } }],
  ['the argument', { region: '7' }],
  ['nothing', { region: 'n', params: { name: 'north', arguments: { region: 'n' } } }],
];

test('a request with every fault hears of one after the other, in the order of the specification', async () => {
  const { server } = testServer();
  const input = { region: z.string().meta({ 'x-mcp-header': 'Region' }) };
  server.tool('north', { description: 'Looks north', input }, () => 'seen');
  let sent: Sent = {
    ...{ version: '2026-07-28', method: 'tools/list', name: 'x', meta: { [versionKey]: '2099-01-01' } },
    params: { name: 'nobody', arguments: { region: 7 } },
  };
  const heard: string[] = [];
  for (const [wrong, mend] of mended) {
    sent = { ...sent, ...mend };
    const { version, method, name, region, meta, params } = sent;
    const headers = {
      'mcp-protocol-version': version,
      'mcp-method': method,
      'mcp-name': name,
      'mcp-param-region': region,
    };
    const given = Object.entries(headers).flatMap(([key, value]): [string, string][] =>
      value === undefined ? [] : [[key, value]],
    );
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { ...params, _meta: meta } };
    const { status, error, result } = await replyOf(await post(server, body, Object.fromEntries(given)));
    heard.push(`${wrong}: ${status} ${error?.code ?? `isError ${result?.isError}`}`);
  }
  expect(heard).toEqual([
    'everything: 400 -32602',
    'the version in the header: 400 -32020',
    'the method in the header: 400 -32020',
    'the version: 400 -32022',
    'a header that is missing: 400 -32020',
    'another that is missing: 400 -32020',
    'the name that is missing: 400 -32020',
    'the tool: 200 -32602',
    'the header of the argument: 400 -32020',
    'the argument: 200 isError true',
    'nothing: 200 isError undefined',
  ]);
});
