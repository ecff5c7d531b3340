import { describe, expect, it } from '@jest/globals';
import type { Plugin } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { outcome } from '../operation/kinds.js';
import { type Asker, asker } from '../support/asker.js';
import { heldTool } from '../support/held-tool.js';
import { testCache } from '../types/test-cache.js';
import { plainServer } from './plain-server.js';
import { untyped } from './untyped.js';

const callers = tokenAuth({ ada: ['a'], bob: ['b'] });

async function toolNamed(ask: Asker, name: string): Promise<Readonly<Record<string, unknown>>> {
  const { tools } = (await ask('tools/list')).result;
  return Object(Array.isArray(tools) ? tools.find((tool) => tool.name === name) : undefined);
}

const call = (ask: Asker, name = 'it', input: object = {}) => ask('tools/call', { name, arguments: input });

function updatable() {
  return plainServer()
    .use(callers)
    .use(testCache())
    .tool('first', { description: 'First' }, () => 'first')
    .tool('it', { description: 'Old', title: 'It', permissions: 'a' }, (input) => JSON.stringify(input))
    .tool('last', { description: 'Last' }, () => 'last');
}

describe('server.tools.update', () => {
  it('answers what was before, and takes that back', async () => {
    const server = updatable();
    const ask = await asker(server, { headers: bearer('ada') });
    const before = await toolNamed(ask, 'it');
    const changes = { description: 'New', timeout: '5s', annotations: { readOnlyHint: true } } as const;
    const old = server.tools.update('it', changes);
    expect(old).toEqual({ description: 'Old', timeout: undefined, annotations: undefined });
    expect(await toolNamed(ask, 'it')).toEqual({ ...before, description: 'New', annotations: { readOnlyHint: true } });
    expect(server.explain('it').steps).toContainEqual(expect.objectContaining({ settings: '5 s an attempt' }));
    expect(server.tools.update('it', old)).toEqual(changes);
    expect(await toolNamed(ask, 'it')).toEqual(before);
    expect(server.explain('it').steps).toContainEqual(expect.objectContaining({ settings: '60 s an attempt' }));
    expect(server.tools.update('it', {})).toEqual({});
  });

  it('guards by what it says now, for each of two callers at once', async () => {
    const server = updatable();
    const ada = await asker(server, { headers: bearer('ada') });
    const bob = await asker(server, { headers: bearer('bob') });
    const may = async () => (await Promise.all([call(ada), call(bob), call(ada), call(bob)])).map(outcome);
    const names = async () =>
      (await Promise.all([ada('tools/list'), bob('tools/list')])).map(({ result }) => Object(result.tools).length);
    const denied = 'INVALID_PARAMS: Unknown tool: it';
    expect([await may(), await names()]).toEqual([
      ['{}', denied, '{}', denied],
      [3, 2],
    ]);
    const old = server.tools.update('it', { permissions: 'b' });
    expect(old).toEqual({ permissions: 'a' });
    expect([await may(), await names()]).toEqual([
      [denied, '{}', denied, '{}'],
      [2, 3],
    ]);
    server.tools.update('it', { permissions: ['a', 'b'] });
    expect([await may(), await names()]).toEqual([
      [denied, denied, denied, denied],
      [2, 2],
    ]);
    server.tools.update('it', old);
    expect([await may(), await names()]).toEqual([
      ['{}', denied, '{}', denied],
      [3, 2],
    ]);
  });

  it('keeps the order, and the enabled or disabled', async () => {
    const server = updatable();
    const ask = await asker(server, { headers: bearer('ada') });
    server.tools.update('first', { title: 'One' });
    server.tools.disable('last');
    server.tools.update('last', { title: 'Three' });
    const { tools } = (await ask('tools/list')).result;
    expect(tools).toMatchObject([{ name: 'first', title: 'One' }, { name: 'it' }]);
    server.tools.enable('last');
    expect(await toolNamed(ask, 'last')).toMatchObject({ title: 'Three' });
  });

  it('changes schemas, and what the handler then gets', async () => {
    const server = updatable();
    const ask = await asker(server, { headers: bearer('ada') });
    expect(outcome(await call(ask, 'it', { days: '3' }))).toBe('{}');
    const old = server.tools.update('it', { input: { days: z.coerce.number() } });
    expect(outcome(await call(ask, 'it', { days: '3' }))).toBe('{"days":3}');
    expect(outcome(await call(ask, 'it', {}))).toMatch(/^VALIDATION: /);
    server.tools.update('it', old);
    expect(outcome(await call(ask, 'it', { days: '3' }))).toBe('{}');
  });

  it.each([
    ['it', { timeout: 'soon' }, 'timeout of tool "it"'],
    ['it', { description: 7 }, 'wrong options on tool "it": description: '],
    ['it', { description: undefined }, 'wrong options on tool "it": description: '],
    ['it', { permissions: [] }, 'permissions: must not be empty'],
    ['it', { permissions: 'a b' }, 'tool "it" requires the permission "a b"'],
    ['it', { public: true }, 'tool "it" is public and asks for permissions or roles: choose one.'],
    ['it', { breaker: {} }, 'unknown option `breaker` on tool "it": no installed plugin offers it.'],
    ['it', { name: 'other' }, 'unknown option `name` on tool "it"'],
    ['it', { input: z.string() }, 'input of tool "it" must describe an object'],
    ['it', { testCache: { ttl: '1m', more: 1 } }, 'wrong options on tool "it" (test-cache)'],
    ['no', { title: 'x' }, 'There is no tool "no"; there are first, it, last.'],
    ['it', undefined, 'The changes of tool "it" are undefined: give an object of options.'],
    ['it', null, 'The changes of tool "it" are null: give an object of options.'],
    ['it', 'title', 'The changes of tool "it" are title: give an object of options.'],
  ])('changes nothing for a mistake: %s %p', async (name, changes, message) => {
    const server = updatable();
    const ask = await asker(server, { headers: bearer('ada') });
    const before = (await ask('tools/list')).result;
    expect(() => untyped(server.tools.update.bind(server.tools), name, changes)).toThrow(message);
    expect((await ask('tools/list')).result).toEqual(before);
    expect(outcome(await call(ask))).toBe('{}');
    expect(server.tools.update('it', { title: 'Still' })).toEqual({ title: 'It' });
  });

  it('asks the wrap of each plugin again, whose state goes on', async () => {
    const wraps: unknown[] = [];
    const counts = new Map<string, number>();
    const counter: Plugin = {
      name: 'counter',
      stage: 'observe',
      wrap(next, { name, title }) {
        wraps.push([name, title]);
        return (made) => {
          counts.set(name, (counts.get(name) ?? 0) + 1);
          return next(made);
        };
      },
    };
    const server = plainServer()
      .use(counter)
      .tool('it', { description: 'x' }, () => 'x');
    const ask = await asker(server);
    await call(ask);
    server.tools.update('it', { title: 'New' });
    await call(ask);
    expect([wraps, counts.get('it')]).toEqual([
      [
        ['it', undefined],
        ['it', 'New'],
      ],
      2,
    ]);
  });

  it('leaves calls in flight to what they began with', async () => {
    const clock = fakeClock();
    const server = plainServer({ clock });
    const held = heldTool(server);
    const ask = await asker(server);
    const [early, slow] = [call(ask, 'hold'), call(ask, 'hold')];
    const [first] = [await held.next(), await held.next()];
    server.tools.update('hold', { timeout: '1s' });
    const late = call(ask, 'hold');
    await held.next();
    await clock.advance(1_000);
    expect(outcome(await late)).toBe('TIMEOUT: hold took longer than 1 s.');
    first.release('early');
    expect(outcome(await early)).toBe('early');
    await clock.advance(59_000);
    expect(outcome(await slow)).toBe('TIMEOUT: hold took longer than 60 s.');
  });

  it('works before the start too, where a mistake shows at the start', async () => {
    const server = updatable();
    expect(server.tools.update('it', { title: 'Early' })).toEqual({ title: 'It' });
    server.tools.update('it', { timeout: '0s' });
    await expect(server.start()).rejects.toThrow('timeout of tool "it"');
    server.tools.update('it', { timeout: '1s' });
    await server.start();
    expect(await toolNamed(await asker(server, { headers: bearer('ada') }), 'it')).toMatchObject({ title: 'Early' });
  });
});
