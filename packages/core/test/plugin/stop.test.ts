import { describe, expect, it } from '@jest/globals';
import type { Plugin } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { plainServer } from '../server/plain-server.js';
import { quietLog } from '../support/quiet-log.js';

function stopping(name: string, stop: () => void | Promise<void>): Plugin {
  return { name, stop };
}

describe('stop', () => {
  it('is awaited in reverse order of .use(), one after the other', async () => {
    const seen: string[] = [];
    const noting = (name: string) =>
      stopping(name, async () => {
        seen.push(`${name} begins`);
        await new Promise(setImmediate);
        seen.push(`${name} ends`);
      });
    const server = plainServer().use(noting('a')).use(noting('b'));
    await server.start();
    const report = await server.close();
    expect(seen).toEqual(['b begins', 'b ends', 'a begins', 'a ends']);
    expect(report).toEqual({ completed: 0, aborted: 0, leftOpen: 0, byPlugin: { a: 'stopped', b: 'stopped' } });
  });

  it('runs once, however often the server is closed', async () => {
    let stops = 0;
    const server = plainServer().use(stopping('once', () => void stops++));
    await server.start();
    const [first, second] = await Promise.all([server.close(), server.close()]);
    expect(second).toBe(first);
    expect(stops).toBe(1);
  });

  it('that fails is reported and logged, and the others are stopped', async () => {
    const log = quietLog();
    const stopped: string[] = [];
    const server = plainServer({ log })
      .use(stopping('first', () => void stopped.push('first')))
      .use(stopping('rejects', () => Promise.reject(new Error('socket is gone'))))
      .use(
        stopping('throws', () => {
          throw new Error('never opened');
        }),
      );
    await server.start();
    const { byPlugin } = await server.close();
    expect(byPlugin).toEqual({ first: 'stopped', rejects: 'failed', throws: 'failed' });
    expect(stopped).toEqual(['first']);
    expect(log.records.map(({ fields }) => Object(fields).plugin)).toEqual(['throws', 'rejects']);
  });

  it('is waited for no longer than five seconds', async () => {
    const clock = fakeClock();
    const server = plainServer({ clock }).use(stopping('endless', () => new Promise(() => undefined)));
    await server.start();
    const closing = server.close();
    await clock.advance(5_000);
    expect((await closing).byPlugin).toEqual({ endless: 'late' });
  });
});

it('closes a server whose configuration is wrong without complaining about it again', async () => {
  const server = plainServer({ limits: { depth: 0 } });
  await expect(server.start()).rejects.toThrow('limits.depth is 0');
  expect(await server.close()).toEqual({ completed: 0, aborted: 0, leftOpen: 0, byPlugin: {} });
});
