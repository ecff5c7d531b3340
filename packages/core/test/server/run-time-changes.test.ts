import { describe, expect, it } from '@jest/globals';
import type { Operations } from '@toolgate/core';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { type AnyServer, type Kind, kinds, outcome } from '../operation/kinds.js';
import { Arrivals } from '../support/arrivals.js';
import { asker, eras } from '../support/asker.js';
import { testCache } from '../types/test-cache.js';
import { plainServer } from './plain-server.js';

function changingServer({ add }: Kind): AnyServer {
  const server = plainServer()
    .use(tokenAuth({ ada: ['a'], bob: ['b'] }))
    .use(testCache());
  for (const name of ['first', 'it', 'last']) add(server, name, {}, () => name);
  return server;
}

function operationsOf(server: AnyServer, { kind }: Kind): Operations {
  return { tool: server.tools, resource: server.resources, prompt: server.prompts }[kind];
}

describe.each(kinds)('$what of a running server', (kind) => {
  const { add, use, list, unknown } = kind;

  it('does not exist while it is disabled, and comes back to its place', async () => {
    const server = changingServer(kind);
    const operations = operationsOf(server, kind);
    const ask = await asker(server, { headers: bearer('ada') });
    expect(outcome(await use(ask, 'it'))).toBe('it');
    operations.disable('it');
    operations.disable('it');
    expect([await list(ask), operations.names]).toEqual([
      ['first', 'last'],
      ['first', 'it', 'last'],
    ]);
    const [disabled, absent] = [await use(ask, 'it'), await use(ask, 'no')];
    expect(JSON.stringify(disabled).replaceAll(/\bit\b/g, 'no')).toBe(JSON.stringify(absent));
    operations.enable('it');
    operations.enable('it');
    expect(await list(ask)).toEqual(['first', 'it', 'last']);
    expect(outcome(await use(ask, 'it'))).toBe('it');
  });

  it('is gone once it is removed, and its name is free', async () => {
    const server = changingServer(kind);
    const operations = operationsOf(server, kind);
    const ask = await asker(server, { headers: bearer('ada') });
    expect([operations.remove('it'), operations.remove('it'), operations.remove('no')]).toEqual([true, false, false]);
    expect([await list(ask), operations.names]).toEqual([
      ['first', 'last'],
      ['first', 'last'],
    ]);
    expect((await use(ask, 'it')).error?.message.startsWith(unknown)).toBe(true);
    const other = kinds[(kinds.indexOf(kind) + 2) % kinds.length];
    other?.add(server, 'it', {}, () => 'another');
    expect(() => add(server, 'it', {}, () => 'again')).toThrow(`are called "it"`);
    expect(() => operations.enable('it')).toThrow(`There is no ${kind.kind} "it"; there are first, last.`);
  });

  it('leaves an empty list where it was the last, and not a method that is unknown', async () => {
    const server = plainServer()
      .use(tokenAuth({ ada: ['a'] }))
      .use(testCache());
    add(server, 'only', {}, () => '');
    for (const revision of eras) {
      const ask = await asker(server, { headers: bearer('ada'), revision });
      operationsOf(server, kind).disable('only');
      expect(await list(ask)).toEqual([]);
      operationsOf(server, kind).remove('only');
      expect(await list(ask)).toEqual([]);
      expect((await use(ask, 'only')).error?.message.startsWith(unknown)).toBe(true);
      add(server, 'only', {}, () => '');
    }
  });

  it('cannot be changed under a name there is not', () => {
    const operations = operationsOf(changingServer(kind), kind);
    const message = `There is no ${kind.kind} "no"; there are first, it, last.`;
    for (const change of ['enable', 'disable'] as const) expect(() => operations[change]('no')).toThrow(message);
    expect(() => operations.enable('__proto__')).toThrow('There is no');
  });

  it('is there as soon as it is added, at the end', async () => {
    const server = changingServer(kind);
    const ask = await asker(server, { headers: bearer('ada') });
    add(server, 'added', {}, () => 'new');
    expect(await list(ask)).toEqual(['first', 'it', 'last', 'added']);
    expect(outcome(await use(ask, 'added'))).toBe('new');
    expect(() => add(server, 'added', {}, () => 'newer')).toThrow(`Two ${kind.kind}s are called "added"`);
    expect(outcome(await use(ask, 'added'))).toBe('new');
  });

  it('that is a mistake is not added, and does not take the name', async () => {
    const server = changingServer(kind);
    const ask = await asker(server, { headers: bearer('ada') });
    expect(() => add(server, 'added', { timeout: '0s' }, () => 1)).toThrow(`timeout of ${kind.kind} "added"`);
    expect(() => add(server, 'added', { permissions: [] }, () => 1)).toThrow('permissions: must not be empty');
    expect([await list(ask), operationsOf(server, kind).names]).toEqual([
      ['first', 'it', 'last'],
      ['first', 'it', 'last'],
    ]);
    add(server, 'added', {}, () => 'new');
    expect(outcome(await use(ask, 'added'))).toBe('new');
  });

  it('that takes the place of a disabled one stays disabled, and then has its own guard', async () => {
    const server = changingServer(kind);
    const operations = operationsOf(server, kind);
    add(server, 'guarded', { permissions: 'a' }, () => 'old');
    const [ada, bob] = [
      await asker(server, { headers: bearer('ada') }),
      await asker(server, { headers: bearer('bob') }),
    ];
    expect([outcome(await use(ada, 'guarded')), await list(bob)]).toEqual(['old', ['first', 'it', 'last']]);
    operations.disable('guarded');
    expect(() => add(server, 'guarded', { permissions: '*' }, () => 'odd')).toThrow('requires the permission "*"');
    add(server, 'guarded', { permissions: 'b' }, () => 'new');
    for (const ask of [ada, bob]) {
      expect(await list(ask)).toEqual(['first', 'it', 'last']);
      expect((await use(ask, 'guarded')).error?.message.startsWith(unknown)).toBe(true);
    }
    operations.enable('guarded');
    expect((await use(ada, 'guarded')).error?.message.startsWith(unknown)).toBe(true);
    expect(outcome(await use(bob, 'guarded'))).toBe('new');
    expect([await list(ada), await list(bob)]).toEqual([
      ['first', 'it', 'last'],
      ['first', 'it', 'last', 'guarded'],
    ]);
  });

  it('goes on with the calls it has, whatever happens to it', async () => {
    const server = changingServer(kind);
    const operations = operationsOf(server, kind);
    const held = new Arrivals<(value: string) => void>();
    add(server, 'held', {}, () => new Promise((resolve) => held.push(resolve)));
    const ask = await asker(server, { headers: bearer('ada') });
    const first = use(ask, 'held');
    const releaseFirst = await held.next();
    operations.disable('held');
    add(server, 'held', { permissions: 'b' }, () => 'another');
    operations.enable('held');
    operations.remove('held');
    releaseFirst('done');
    expect(outcome(await first)).toBe('done');
    expect((await use(ask, 'held')).error?.message.startsWith(unknown)).toBe(true);
  });
});
