import { describe, expect, it } from '@jest/globals';
import type { Plugin, ServerEvent } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { initialize, post } from '../support/wire.js';
import { ask, askText } from './ask.js';
import { plainServer } from './plain-server.js';

/** Records when its start begins and ends. */
function starting(name: string, seen: string[], work: () => Promise<void> = async () => undefined): Plugin {
  return {
    name,
    async start() {
      seen.push(`${name} begins`);
      await work();
      seen.push(`${name} ends`);
    },
  };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('start()', () => {
  it('starts the plugins one after the other in the order of .use()', async () => {
    const seen: string[] = [];
    const server = plainServer()
      .use(starting('b', seen, turn))
      .use(starting('a', seen))
      .use(starting('c', seen, turn));
    await server.start();
    expect(seen).toEqual(['b begins', 'b ends', 'a begins', 'a ends', 'c begins', 'c ends']);
  });

  it('starts once, however often and at what moment it is called', async () => {
    const seen: string[] = [];
    const server = plainServer().use(starting('once', seen, turn));
    await Promise.all([server.start(), server.start()]);
    await server.start();
    await connect(server);
    expect(seen).toEqual(['once begins', 'once ends']);
  });

  it('tells every plugin once when all have started', async () => {
    const seen: string[] = [];
    const on = ({ type }: ServerEvent) => seen.push(type);
    const listening: Plugin = { name: 'listening', on };
    const server = plainServer()
      .use(listening)
      .use(starting('slow', seen, turn));
    await server.start();
    await server.start();
    expect(seen).toEqual(['slow begins', 'slow ends', 'server.started']);
  });

  it('hands a plugin the server it is in', async () => {
    const apps: string[] = [];
    const curious: Plugin = {
      name: 'curious',
      start({ name, version, clock, log }) {
        log.info({}, 'started');
        apps.push(`${name} ${version} ${clock.now() >= 0}`);
      },
    };
    await plainServer({ name: 'home', version: '2.1.0' }).use(curious).start();
    expect(apps).toEqual(['home 2.1.0 true']);
  });
});

describe('a plugin that cannot start', () => {
  const broken: Plugin = { name: 'broken', start: () => Promise.reject(new Error('no database at db:5432')) };

  it('rejects start() every time, and starts nothing after it', async () => {
    const seen: string[] = [];
    const server = plainServer().use(broken).use(starting('after', seen));
    await expect(server.start()).rejects.toThrow('no database at db:5432');
    await expect(server.start()).rejects.toThrow('no database at db:5432');
    await expect(server.listen({ port: 0 })).rejects.toThrow('no database at db:5432');
    expect(seen).toEqual([]);
  });

  it('keeps requests refused with 503, without telling them why', async () => {
    const server = plainServer().use(broken);
    for (let request = 0; request < 2; request++) {
      const response = await post(server, initialize());
      expect(response.status).toBe(503);
      expect(await response.text()).not.toContain('db:5432');
    }
  });

  it('may throw at once', async () => {
    const thrower: Plugin = {
      name: 'thrower',
      start() {
        throw new Error('no key');
      },
    };
    const server = plainServer().use(thrower);
    await expect(server.start()).rejects.toThrow('no key');
    expect((await post(server, initialize())).status).toBe(503);
  });
});

it('keeps the first request waiting until the plugins have started', async () => {
  const seen: string[] = [];
  const server = plainServer()
    .use(starting('slow', seen, turn))
    .tool('work', { description: 'Works' }, () => seen.push('called'));
  const client = await connect(server);
  await ask(client, 'work');
  expect(seen).toEqual(['slow begins', 'slow ends', 'called']);
});

describe('a tool that is added after the start', () => {
  it('is compiled with all plugins, listed and served', async () => {
    const wrapped: string[] = [];
    const noting: Plugin = {
      name: 'noting',
      stage: 'observe',
      wrap(next, { name }) {
        wrapped.push(name);
        return next;
      },
    };
    const server = plainServer()
      .use(noting)
      .tool('early', { description: 'x' }, () => 'early');
    const client = await connect(server);
    server.tool('late', { description: 'x' }, () => 'late');
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['early', 'late']);
    expect(await askText(client, 'late')).toBe('late');
    expect(wrapped).toEqual(['early', 'late']);
  });

  it('with a mistake is refused at once, and does not exist', async () => {
    const server = plainServer();
    const client = await connect(server);
    expect(() => server.tool('late', { description: 'x', timeout: -1 }, () => 1)).toThrow('timeout of tool "late"');
    expect((await client.listTools()).tools).toEqual([]);
    server.tool('late', { description: 'x' }, () => 'mended');
    expect(await askText(client, 'late')).toBe('mended');
  });
});
