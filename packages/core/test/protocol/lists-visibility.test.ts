import { describe, expect, it } from '@jest/globals';
import type { Plugin } from '@toolgate/core';
import fc from 'fast-check';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { type AnyServer, type Kind, kinds } from '../operation/kinds.js';
import { plainServer } from '../server/plain-server.js';
import { type Asker, asker, eras } from '../support/asker.js';
import { testCache } from '../types/test-cache.js';

const callers = { ada: ['red'], bob: ['blue'], eve: ['red', 'blue'], max: [] };
type Caller = keyof typeof callers;
const callerNames: readonly Caller[] = ['ada', 'bob', 'eve', 'max'];
const colours = ['red', 'blue', 'none'] as const;
type Colour = (typeof colours)[number];

function server(...plugins: readonly Plugin[]): AnyServer {
  const authenticated = plainServer().use(tokenAuth(callers)).use(testCache());
  return plugins.reduce((built, plugin) => built.use(plugin), authenticated);
}

async function askers(of: AnyServer): Promise<ReadonlyMap<Caller, readonly Asker[]>> {
  const one = async (name: Caller) =>
    Promise.all(eras.map((revision) => asker(of, { headers: bearer(name), revision })));
  return new Map(await Promise.all(callerNames.map(async (name) => [name, await one(name)] as const)));
}

interface Entry {
  readonly name: string;
  readonly colour: Colour;
  enabled: boolean;
}

/** What should be listed for a caller, from a plain model. */
function expected(model: readonly Entry[], caller: Caller): string[] {
  const granted: readonly string[] = callers[caller];
  return model
    .filter(({ enabled, colour }) => enabled && (colour === 'none' || granted.includes(colour)))
    .map(({ name }) => name);
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), colour: fc.constantFrom(...colours) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('disable', 'enable', 'remove'), index: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('list' as const), once: fc.boolean() }) },
);

function change(kind: Kind, of: AnyServer, model: Entry[], action: string, index: number): void {
  const entry = model[index % Math.max(1, model.length)];
  if (entry === undefined) return;
  const operations = { tool: of.tools, resource: of.resources, prompt: of.prompts }[kind.kind];
  if (action === 'remove') {
    operations.remove(entry.name);
    model.splice(model.indexOf(entry), 1);
  } else {
    entry.enabled = action === 'enable';
    operations[entry.enabled ? 'enable' : 'disable'](entry.name);
  }
}

describe.each(kinds)('the list of $what', (kind) => {
  it('is to each caller what that caller may use, whatever happens and whoever asks at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
        const of = server();
        kind.add(of, 'base', {}, () => '');
        const all = await askers(of);
        const model: Entry[] = [{ name: 'base', colour: 'none', enabled: true }];
        for (const [number, taken] of steps.entries()) {
          if ('colour' in taken) {
            const { colour } = taken;
            kind.add(of, `n${number}`, colour === 'none' ? {} : { permissions: colour }, () => '');
            model.push({ name: `n${number}`, colour, enabled: true });
          } else if ('index' in taken) change(kind, of, model, taken.do, taken.index);
          else await check(all, kind, model, taken.once);
        }
        await check(all, kind, model, true);
      }),
      { numRuns: 8 },
    );
  });

  it('obeys an allow() that changes its mind, at once and for one caller alone', async () => {
    const closed = new Set<string>();
    const allow: Plugin['allow'] = ({ name }, { principal }) => !closed.has(`${principal?.name} ${name}`);
    const of = server({ name: 'judge', allow });
    for (const name of ['a', 'b']) kind.add(of, name, {}, () => '');
    const all = await askers(of);
    const lists = async (caller: Caller) => Promise.all((all.get(caller) ?? []).map((ask) => kind.list(ask)));
    const both = [
      ['a', 'b'],
      ['a', 'b'],
    ];
    expect([await lists('ada'), await lists('bob')]).toEqual([both, both]);
    closed.add('ada a');
    expect([await lists('ada'), await lists('bob')]).toEqual([[['b'], ['b']], both]);
    closed.add('bob b');
    closed.delete('ada a');
    expect([await lists('ada'), await lists('bob')]).toEqual([both, [['a'], ['a']]]);
  });

  it('is the same in order each time', async () => {
    const of = server();
    const names = ['zeta', 'alpha', 'Beta', 'a-1', '10', '9'];
    for (const name of names) kind.add(of, name, {}, () => '');
    const all = await askers(of);
    for (let round = 0; round < 3; round++) {
      for (const ask of [...all.values()].flat()) expect(await kind.list(ask)).toEqual(names);
    }
  });
});

/** Compares every caller's list with the model, one after the other or all at once. */
async function check(
  all: ReadonlyMap<Caller, readonly Asker[]>,
  kind: Kind,
  model: readonly Entry[],
  once: boolean,
): Promise<void> {
  const asked = [...all].flatMap(([caller, own]) => own.map((ask) => ({ caller, ask })));
  const found: (readonly unknown[])[] = [];
  if (once) found.push(...(await Promise.all(asked.map(({ ask }) => kind.list(ask)))));
  else for (const { ask } of asked) found.push(await kind.list(ask));
  expect(found).toEqual(asked.map(({ caller }) => expected(model, caller)));
}
