import { describe, expect, it } from '@jest/globals';
import { ToolError } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { quietLog } from '../support/quiet-log.js';
import { initialize, openWire, post } from '../support/wire.js';
import { plainServer } from './plain-server.js';
import { untyped } from './untyped.js';

describe('a progress token', () => {
  it('is no longer than an id, for it comes back with every report', async () => {
    const server = plainServer().tool('work', { description: 'x' }, () => 'done');
    const wire = await openWire(server);
    const call = (progressToken: string) =>
      wire.post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'work', _meta: { progressToken } } });
    expect(await (await call('x'.repeat(257))).text()).toContain('-32602');
    expect(await (await call('x'.repeat(256))).text()).toContain('done');
  });
});

describe('a client that reads nothing', () => {
  it('gets no more than a megabyte of log messages, and its answer', async () => {
    const server = plainServer().tool('work', { description: 'x' }, (_, call) => {
      for (let step = 0; step < 3_000; step++) call.message('info', 'x'.repeat(1_024));
      return 'done';
    });
    const wire = await openWire(server);
    const params = { name: 'work' };
    const body = await (await wire.post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })).text();
    expect(body.length).toBeLessThan(1.1 * 1024 * 1024);
    expect(body.length).toBeGreaterThan(0.9 * 1024 * 1024);
    expect(body).toContain('"text":"done"');
  });
});

describe('JSON Schema with uniqueItems', () => {
  const server = plainServer().tool(
    'take',
    {
      description: 'x',
      input: { type: 'object', properties: { list: { type: 'array', uniqueItems: true } } },
    },
    () => 'taken',
  );
  const take = async (list: readonly unknown[]) => (await (await openWire(server)).call('take', { list })).result;

  it('finds equal items whatever the order of their keys, and only those', async () => {
    expect((await take([{ a: 1, b: 2 }, { a: 1, b: 3 }, '1', 1, [1], null]))?.content[0]?.text).toBe('taken');
    expect(
      (
        await take([
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ])
      )?.content[0]?.text,
    ).toContain('same item twice');
  });

  it('takes no more time than the size of the list is worth', async () => {
    const start = performance.now();
    await take(Array.from({ length: 20_000 }, (_, index) => ({ index })));
    // Comparing every pair takes more than ten seconds.
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('a plugin written without types', () => {
  it('that answers something else than a result gives one masked error, and a line in the log', async () => {
    const log = quietLog();
    const server = plainServer({ log });
    untyped(server.use.bind(server), { name: 'junk', stage: 'observe', wrap: () => async () => 42 });
    server.tool('work', { description: 'x' }, () => 'done');
    const { result } = await (await openWire(server)).call('work');
    expect(result?._meta?.['toolgate/error'].code).toBe('INTERNAL');
    expect(String(Object(log.records[0]?.fields).err)).toContain('a plugin answered work with something');
  });
});

describe('a result that JSON would write as {}', () => {
  it.each([
    ['a Map', new Map([['a', 1]])],
    ['a Set', new Set([1])],
    ['a Response', new Response('x')],
  ])('is refused: %s', async (_, value) => {
    const server = plainServer().tool('work', { description: 'x' }, () => value);
    const { result } = await (await openWire(server)).call('work');
    expect(result?.content[0]?.text).toMatch(/^The result of work is not JSON: it is a \w+ without JSON\.$/);
  });
});

describe('an error', () => {
  it('of any length is cut to what somebody reads', async () => {
    const server = plainServer().tool('fails', { description: 'x' }, () => {
      throw new ToolError('BIG', 'x'.repeat(1_000_000), {
        details: { all: 'x'.repeat(1_000_000) },
        retryAfterMs: Number.NaN,
      });
    });
    const message = await (await openWire(server)).call('fails');
    expect(JSON.stringify(message).length).toBeLessThan(5_000);
    expect(message.result?._meta?.['toolgate/error'].code).toBe('BIG');
  });
});

describe('a request that is still being read when the server drains', () => {
  it('gets 503, not a broken connection', async () => {
    const clock = fakeClock();
    let admitted: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      admitted = resolve;
    });
    const server = plainServer({ clock }).use({ name: 'slow', admit: () => held });
    const answer = post(server, initialize());
    await clock.advance(0);
    const closed = server.close();
    admitted();
    const response = await answer;
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    await clock.advance(25_000);
    expect(await closed).toMatchObject({ completed: 1, aborted: 0, leftOpen: 0 });
  });
});
