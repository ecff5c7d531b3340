import { expect, test } from '@jest/globals';
import { apiKey } from '@toolgate/auth-apikey';
import type { Connectable } from '@toolgate/testing';
import { testServer } from '../support/test-server.js';
import { openWire, type Wire } from '../support/wire.js';

interface Page {
  readonly result?: { readonly tools: readonly { readonly name: string }[]; readonly nextCursor?: string };
  readonly error?: { readonly code: number };
}

async function page(wire: Wire, cursor?: unknown): Promise<Page> {
  const response = await wire.post({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { cursor } });
  return JSON.parse(await response.text());
}

async function allPages(wire: Wire): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { result } = await page(wire, cursor);
    pages.push(result?.tools.map(({ name }) => name) ?? []);
    cursor = result?.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

const description = 'One of many';
const names = (count: number, start = 0) => Array.from({ length: count }, (_, index) => `t${start + index}`);

/** A server whose only tools are `t0`, `t1` and so on, after its `echo`. */
function many(count: number, pageSize: number): Connectable {
  const { server } = testServer({ limits: { page: pageSize } });
  for (const name of names(count)) server.tool(name, { description }, () => name);
  return server;
}

test.each([
  [1, 2, [['echo', 't0']]],
  [2, 2, [['echo', 't0'], ['t1']]],
  [
    3,
    2,
    [
      ['echo', 't0'],
      ['t1', 't2'],
    ],
  ],
  [3, 1, [['echo'], ['t0'], ['t1'], ['t2']]],
  [3, 100, [['echo', 't0', 't1', 't2']]],
])('lists an echo and %d tools in pages of %d', async (count, size, pages) => {
  expect(await allPages(await openWire(many(count, size)))).toEqual(pages);
});

test('puts 1,000 tools on a page unless told otherwise', async () => {
  const { server } = testServer();
  for (const name of names(1_000)) server.tool(name, { description }, () => name);
  const pages = await allPages(await openWire(server));
  expect(pages.map(({ length }) => length)).toEqual([1_000, 1]);
});

test('gives the same page for the same cursor, in any session and after tools were added', async () => {
  const { server } = testServer({ limits: { page: 2 } });
  for (const name of names(3)) server.tool(name, { description }, () => name);
  const first = await page(await openWire(server));
  const cursor = first.result?.nextCursor;
  server.tool('late', { description }, () => 'late');
  const other = await openWire(server);
  expect((await page(other, cursor)).result?.tools.map(({ name }) => name)).toEqual(['t1', 't2']);
  expect((await allPages(other)).flat()).toEqual(['echo', 't0', 't1', 't2', 'late']);
});

test.each([
  ['a word', 'next'],
  ['an empty text', ''],
  ['a number', 2],
  ['null', null],
  ['a list', ['dG9vbHM6Mg']],
  ['an object', { offset: 2 }],
  ['a number in base64', Buffer.from('2').toString('base64url')],
  ['position 0', Buffer.from('tools:0').toString('base64url')],
  ['a negative position', Buffer.from('tools:-2').toString('base64url')],
  ['a fraction', Buffer.from('tools:1.5').toString('base64url')],
  ['a position in hexadecimal', Buffer.from('tools:0x2').toString('base64url')],
  ['a position with blanks', Buffer.from('tools: 2').toString('base64url')],
  ['a position with zeros', Buffer.from('tools:02').toString('base64url')],
  ['infinity', Buffer.from('tools:Infinity').toString('base64url')],
  ['a position beyond integers', Buffer.from('tools:9007199254740993').toString('base64url')],
  ['another list', Buffer.from('resources:2').toString('base64url')],
  ['a list of another name and the same length', Buffer.from('tasks:2').toString('base64url')],
  ['padding', `${Buffer.from('tools:22').toString('base64')}`],
  ['a good cursor and more', `${Buffer.from('tools:2').toString('base64url')}!`],
  ['a megabyte', 'A'.repeat(900_000)],
])('refuses a cursor that is %s with -32602', async (_what, cursor) => {
  const wire = await openWire(many(5, 2));
  expect((await page(wire, cursor)).error?.code).toBe(-32602);
});

test('answers a cursor beyond the end with an empty page', async () => {
  const wire = await openWire(many(5, 2));
  const { result } = await page(wire, Buffer.from('tools:100').toString('base64url'));
  expect(result).toEqual({ tools: [] });
});

test('pages over what the caller may see, and tells nothing of the rest', async () => {
  const { server } = testServer({ limits: { page: 2 } });
  const ada = { 'x-api-key': 'a-secret-of-ada-1' };
  const bob = { 'x-api-key': 'a-secret-of-bob-1' };
  const keys = {
    ada: { secret: ada['x-api-key'], permissions: ['odd', 'even'] },
    bob: { secret: bob['x-api-key'], permissions: ['odd'] },
  };
  const guarded = server.use(apiKey({ keys }));
  for (const [index, name] of names(6).entries()) {
    guarded.tool(name, { description, permissions: index % 2 === 0 ? 'even' : 'odd' }, () => name);
  }
  expect(await allPages(await openWire(guarded, ada))).toEqual([['echo', 't0'], ['t1', 't2'], ['t3', 't4'], ['t5']]);
  expect(await allPages(await openWire(guarded, bob))).toEqual([
    ['echo', 't1'],
    ['t3', 't5'],
  ]);
});
