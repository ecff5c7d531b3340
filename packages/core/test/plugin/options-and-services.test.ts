import { describe, expect, it } from '@jest/globals';
import type { Operation, Plugin } from '@toolgate/core';
import { connect, fakeClock } from '@toolgate/testing';
import { askText } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { testCache } from '../types/test-cache.js';

/** A server with a cache and a tool that counts its calls. */
function countingServer() {
  const clock = fakeClock();
  let calls = 0;
  const server = plainServer({ clock })
    .use(testCache())
    .tool('count', { description: 'Counts', testCache: { ttl: '10s' } }, () => String(++calls));
  return { clock, server };
}

describe('options', () => {
  it('reach the plugin that offers them, checked', async () => {
    const { clock, server } = countingServer();
    const client = await connect(server);
    expect([await askText(client, 'count'), await askText(client, 'count')]).toEqual(['1', '1']);
    await clock.advance(10_000);
    expect(await askText(client, 'count')).toBe('2');
    expect(String(server.explain('count'))).toContain('test-cache  for 10s');
  });

  it('are frozen, and do not follow what their author changes later', () => {
    const seen: Operation[] = [];
    const looking: Plugin = {
      name: 'looking',
      stage: 'observe',
      wrap(next, operation) {
        seen.push(operation);
        return next;
      },
    };
    const rule = { ttl: 1_000 };
    const server = plainServer().use(testCache()).use(looking);
    server.tool('work', { description: 'x', testCache: rule }, () => 1).explain('work');
    rule.ttl = 5;
    expect(seen[0]?.options).toEqual({ testCache: { ttl: 1_000 } });
    expect(Object.isFrozen(seen[0])).toBe(true);
    expect(Object.isFrozen(seen[0]?.options)).toBe(true);
  });

  it('that the plugin refuses while it wraps keep the server from starting', async () => {
    const server = plainServer().use(testCache());
    server.tool('work', { description: 'x', testCache: { ttl: -1 } }, () => 1);
    await expect(server.start()).rejects.toThrow('testCache.ttl of tool "work" is -1');
  });
});

it('shows plugins the operation as it was declared', () => {
  const seen: Operation[] = [];
  const looking: Plugin = {
    name: 'looking',
    stage: 'observe',
    wrap(next, operation) {
      seen.push(operation);
      return next;
    },
  };
  const server = plainServer().use(looking);
  server.tool('bare', { description: 'Bare' }, () => 1);
  const options = { description: 'Full', title: 'T', annotations: { readOnlyHint: true }, timeout: '2s' } as const;
  server.tool('full', options, () => 1).explain('full');
  expect(seen).toEqual([
    {
      kind: 'tool',
      name: 'bare',
      title: undefined,
      description: 'Bare',
      annotations: {},
      options: {},
      timeoutMs: 60_000,
    },
    {
      kind: 'tool',
      name: 'full',
      title: 'T',
      description: 'Full',
      annotations: { readOnlyHint: true },
      options: {},
      timeoutMs: 2_000,
    },
  ]);
});

describe('services', () => {
  it('are offered by name on the server', async () => {
    const { server } = countingServer();
    const client = await connect(server);
    await askText(client, 'count');
    server.services.testCache?.clear();
    expect(await askText(client, 'count')).toBe('2');
  });

  it('of all plugins are there when the first plugin starts', async () => {
    const seen: string[] = [];
    const early: Plugin = {
      name: 'early',
      start({ services }) {
        seen.push(...Object.keys(services));
      },
    };
    await plainServer().use(early).use(testCache()).start();
    expect(seen).toEqual(['testCache']);
  });

  it('cannot be offered twice under one name', () => {
    const server = plainServer().use(testCache());
    const other: Plugin = { name: 'other', services: { testCache: { clear: () => undefined } } };
    expect(() => server.use(other)).toThrow(/test-cache and other.*testCache/);
  });
});
