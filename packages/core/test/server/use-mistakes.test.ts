import { describe, expect, it } from '@jest/globals';
import type { Plugin } from '@toolgate/core';
import { z } from 'zod';
import { plainServer } from './plain-server.js';
import { untyped } from './untyped.js';

function useUntyped(plugin: unknown): void {
  const server = plainServer();
  untyped(server.use.bind(server), plugin);
}

describe('a plugin that comes after the start', () => {
  const late: Plugin = { name: 'late' };

  it('is refused after start()', async () => {
    const server = plainServer();
    await server.start();
    expect(() => server.use(late)).toThrow('Plugin late comes too late: call .use() before the server starts.');
  });

  it('is refused after handler, fetch or explain has compiled the server', () => {
    const mounted = plainServer();
    expect(mounted.handler).toBeInstanceOf(Function);
    expect(() => mounted.use(late)).toThrow('too late');
    const fetched = plainServer();
    expect(fetched.fetch).toBeInstanceOf(Function);
    expect(() => fetched.use(late)).toThrow('too late');
    const explained = plainServer().tool('work', { description: 'Works' }, () => 1);
    explained.explain('work');
    expect(() => explained.use(late)).toThrow('too late');
  });
});

describe('two plugins', () => {
  it('with one name are refused', () => {
    const server = plainServer().use({ name: 'twin' });
    expect(() => server.use({ name: 'twin' })).toThrow('Two plugins are called twin: install it once.');
  });

  it('that provide the same thing are refused', () => {
    const server = plainServer().use({ name: 'memory', provides: 'memo' });
    expect(() => server.use({ name: 'redis', provides: 'memo' })).toThrow(
      'memory and redis both provide memo: install one of them.',
    );
  });

  it('that both provide auth are installed', () => {
    const auth = { challenge: 'Bearer', authenticate: () => undefined };
    const keys = { name: 'keys', provides: 'auth', auth } as const;
    const server = plainServer()
      .use(keys)
      .use({ ...keys, name: 'tokens' });
    expect(server.provides).toEqual({ auth: true });
  });

  it('that offer one option key are refused', () => {
    const server = plainServer().use({ name: 'one', options: z.strictObject({ cost: z.number().optional() }) });
    expect(() => server.use({ name: 'two', options: z.strictObject({ cost: z.number().optional() }) })).toThrow(
      'one and two both offer the option cost.',
    );
  });

  it.each(['timeout', 'input', 'permissions', 'public'])('cannot share the option %s with core', (key) => {
    const greedy: Plugin = { name: 'greedy', options: z.object({ [key]: z.unknown() }) };
    expect(() => plainServer().use(greedy)).toThrow(new RegExp(`greedy.*option ${key}`));
  });
});

describe('a plugin that cannot work', () => {
  it('is refused when it wraps without a stage', () => {
    expect(() => useUntyped({ name: 'loose', wrap: () => undefined })).toThrow(
      'Plugin loose wraps without a stage: give it one of observe, limit, cache, guard, handler.',
    );
  });

  it('is refused when its stage does not exist', () => {
    expect(() => useUntyped({ name: 'lost', stage: 'before', wrap: () => undefined })).toThrow(
      /lost .*stage.*observe, limit, cache, guard, handler/,
    );
  });

  it('is refused when it has a member that the contract does not know', () => {
    expect(() => useUntyped({ name: 'typo', onEvent: () => undefined })).toThrow(
      'Plugin typo has onEvent, which is no member of a plugin.',
    );
  });

  it.each([{}, { name: '' }, { name: 7 }, undefined, null])('is refused without a name: %j', (plugin) => {
    expect(() => useUntyped(plugin)).toThrow(/plugin needs a name/);
  });

  it.each([
    ['admit', true],
    ['auth', {}],
    ['auth', null],
    ['auth', { challenge: 'Bearer', authenticate: 'yes' }],
    ['receive', 'all'],
    ['allow', true],
    ['on', {}],
    ['start', 1],
    ['stop', 'now'],
    ['describe', 'a limit'],
  ])('is refused when its %s is %j', (member, value) => {
    expect(() => useUntyped({ name: 'odd', [member]: value })).toThrow(new RegExp(`odd.*${member}`));
  });

  it('is refused when its challenge cannot be sent as a header', () => {
    const auth = { challenge: 'Bearer realm="one\ntwo"', authenticate: () => undefined };
    expect(() => useUntyped({ name: 'split', provides: 'auth', auth })).toThrow(/split.*challenge/);
  });

  it('is refused when it does not return a handler from wrap', () => {
    const server = plainServer();
    untyped(server.use.bind(server), { name: 'forgot', stage: 'limit', wrap: () => undefined });
    server.tool('work', { description: 'Works' }, () => 'done');
    expect(() => server.explain('work')).toThrow(/forgot.*wrap/);
  });
});
