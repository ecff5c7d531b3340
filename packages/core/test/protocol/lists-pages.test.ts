import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { type AnyServer, type Kind, kinds } from '../operation/kinds.js';
import { plainServer } from '../server/plain-server.js';
import { type Asker, asker } from '../support/asker.js';
import { testCache } from '../types/test-cache.js';

const methods = { 'a tool': 'tools/list', 'a resource': 'resources/list', 'a prompt': 'prompts/list' };
const methodsByKind = new Map([...Object.entries(methods), ['a template', 'resources/templates/list']]);

interface Page {
  readonly names: readonly unknown[];
  readonly nextCursor: unknown;
}

async function page(ask: Asker, { what }: Kind, cursor?: unknown): Promise<Page> {
  const { result } = await ask(methodsByKind.get(what) ?? '', cursor === undefined ? {} : { cursor });
  const { nextCursor } = result;
  const entries = Object.values(result).find(Array.isArray) ?? [];
  return { names: entries.map(({ name }: { readonly name: unknown }) => name), nextCursor };
}

async function pages(ask: Asker, kind: Kind): Promise<(readonly unknown[])[]> {
  const all: (readonly unknown[])[] = [];
  let cursor: unknown;
  do {
    const { names, nextCursor } = await page(ask, kind, cursor);
    all.push(names);
    cursor = nextCursor;
  } while (cursor !== undefined);
  return all;
}

const chunks = (names: readonly string[], size: number): string[][] =>
  names.length === 0
    ? [[]]
    : Array.from({ length: Math.ceil(names.length / size) }, (_, index) =>
        names.slice(index * size, (index + 1) * size),
      );

function pagedServer(size: number): AnyServer {
  return plainServer({ limits: { page: size } })
    .use(tokenAuth({ ada: ['a'], bob: ['b'] }))
    .use(testCache());
}

describe.each(kinds)('pages of $what', (kind) => {
  it('are full but for the last, and hold what the caller may see and nothing else', async () => {
    const owners = fc.array(fc.constantFrom('a', 'b', 'both', 'nobody'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(owners, fc.integer({ min: 1, max: 5 }), async (given, size) => {
        const server = pagedServer(size);
        for (const [index, owner] of ['both', ...given].entries()) {
          kind.add(server, `${owner}-${index}`, owner === 'both' ? {} : { permissions: owner }, () => '');
        }
        const names = ['both', ...given].map((owner, index) => `${owner}-${index}`);
        const mine = (own: string) => names.filter((name) => name.startsWith('both') || name.startsWith(`${own}-`));
        for (const revision of ['2025-11-25', '2026-07-28']) {
          const ada = await asker(server, { headers: bearer('ada'), revision });
          const bob = await asker(server, { headers: bearer('bob'), revision });
          const [adas, bobs] = await Promise.all([pages(ada, kind), pages(bob, kind)]);
          expect([adas, bobs]).toEqual([chunks(mine('a'), size), chunks(mine('b'), size)]);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('of one caller lead nobody else to what is hidden from them', async () => {
    const server = pagedServer(2);
    for (const name of ['s0', 's1', 's2', 's3']) kind.add(server, name, { permissions: 'a' }, () => '');
    for (const name of ['o0', 'o1', 'o2']) kind.add(server, name, { permissions: 'b' }, () => '');
    const [ada, bob] = [
      await asker(server, { headers: bearer('ada') }),
      await asker(server, { headers: bearer('bob') }),
    ];
    const { nextCursor } = await page(ada, kind);
    expect((await page(ada, kind, nextCursor)).names).toEqual(['s2', 's3']);
    expect((await page(bob, kind, nextCursor)).names).toEqual(['o2']);
  });

  it('are refused for a cursor of another list', async () => {
    const server = pagedServer(1);
    for (const one of kinds) for (const index of [1, 2]) one.add(server, `${one.what.slice(2)}-${index}`, {}, () => '');
    const ask = await asker(server, { headers: bearer('ada') });
    const { nextCursor } = await page(ask, kind);
    for (const other of kinds) {
      const { error } = await ask(methodsByKind.get(other.what) ?? '', { cursor: nextCursor });
      expect([other.what, error?.code]).toEqual([other.what, other === kind ? undefined : -32602]);
    }
  });
});
