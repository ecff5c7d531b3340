import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { verdict } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { openWire, post } from '../support/wire.js';

/** A call whose message is nested `depth` levels in all: three for the message, params and arguments. */
function nested(depth: number, open = '[', close = ']'): string {
  const inner = depth - 3;
  const value = `${open.repeat(inner)}${close.repeat(inner)}`;
  return `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"deep":${value}}}}`;
}

test('takes a message of 64 levels and refuses one of 65', async () => {
  const { server } = testServer();
  const wire = await openWire(server);
  expect(await verdict(await wire.post(nested(64)))).toEqual([200, undefined]);
  expect(await verdict(await wire.post(nested(65)))).toEqual([400, -32600]);
});

test.each([
  ['a 5,000-deep array', nested(5_000)],
  ['a 5,000-deep object', nested(5_000, '{"a":', '}').replace(':}', ':1}')],
  ['half a million open brackets', '['.repeat(500_000)],
  ['half a million open braces', '{"a":'.repeat(100_000)],
])('refuses %s before it is parsed', async (_what, body) => {
  const { server } = testServer();
  const started = performance.now();
  expect(await verdict(await post(server, body))).toEqual([400, -32600]);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('counts brackets inside strings as text', async () => {
  const { server } = testServer({ limits: { depth: 4, nodes: 40 } });
  const wire = await openWire(server);
  const text = `${'[{'.repeat(500)}\\"\\\\`;
  expect((await wire.call('echo', { text })).result?.content[0]?.text).toBe(text);
});

test.each([
  ['elements', `[${'1,'.repeat(200_000)}1]`],
  ['keys', `{${Array.from({ length: 60_000 }, (_, key) => `"${key}":1`).join(',')}}`],
  ['empty objects', `[${'{},'.repeat(60_000)}{}]`],
])('refuses a message with more than 100,000 values, here %s', async (_what, value) => {
  const { server } = testServer();
  const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"many":${value}}}}`;
  expect(await verdict(await post(server, body))).toEqual([400, -32600]);
});

test('takes an array of 90,000 numbers', async () => {
  const { server } = testServer();
  server.tool('sum', { description: 'Counts', input: { many: z.array(z.number()) } }, ({ many }) => `${many.length}`);
  const wire = await openWire(server);
  const many = Array.from({ length: 90_000 }, () => 1);
  expect((await wire.call('sum', { many })).result?.content[0]?.text).toBe('90000');
});

test('counts every value and key of a message against limits.nodes', async () => {
  const accepted = async (nodes: number) => {
    const { server } = testServer({ limits: { nodes } });
    return (await post(server, '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":[1,2]}}')).text();
  };
  // The message, four keys and their values, of which params has a key, its array and two numbers.
  expect(await accepted(13)).toContain('Mcp-Session-Id');
  expect(await accepted(12)).toContain('more than 12 values');
});

test.each([['depth'], ['nodes']])('says which limit a message breaks: %s', async (limit) => {
  const { server } = testServer({ limits: { [limit]: 3 } });
  const text = await (await post(server, nested(10))).text();
  expect(text).toContain('more than 3');
});
