import { describe, expect, it } from '@jest/globals';
import { type Plugin, RateLimitError, type Stage } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { plainServer } from '../server/plain-server.js';
import { asker, eras } from '../support/asker.js';
import { quietLog } from '../support/quiet-log.js';
import { testCache } from '../types/test-cache.js';
import { type AnyServer, kinds, outcome } from './kinds.js';

const callers = { ada: ['data.read', 'other'], bob: ['data'], eve: ['data.write', 'Data.read', 'other'], max: ['*'] };
const names = Object.keys(callers);

function guardedServer(...plugins: readonly Plugin[]): AnyServer {
  const server = plainServer().use(tokenAuth(callers)).use(testCache());
  return plugins.reduce((built, plugin) => built.use(plugin), server);
}

const stages: readonly Stage[] = ['observe', 'limit', 'cache', 'guard', 'handler'];

describe.each(kinds)('$what', ({ kind, unknown, add, use, list }) => {
  it.each([
    ['data.read', ['ada', 'bob', 'max']],
    [
      ['data.read', 'other'],
      ['ada', 'max'],
    ],
    [undefined, names],
  ])('is there for callers who have %p, in lists and in use', async (permissions, may) => {
    const server = guardedServer();
    add(server, 'it', permissions === undefined ? {} : { permissions }, () => 'done');
    add(server, 'open', {}, () => 'open');
    for (const revision of eras) {
      for (const name of names) {
        const ask = await asker(server, { headers: bearer(name), revision });
        const allowed = may.includes(name);
        expect([name, await list(ask)]).toEqual([name, allowed ? ['it', 'open'] : ['open']]);
        const { status, error } = await use(ask, 'it');
        expect([name, status, error?.message.startsWith(unknown)]).toEqual([name, 200, allowed ? undefined : true]);
      }
    }
  });

  it.each(eras)('that is hidden is answered as one that there is not, in %s', async (revision) => {
    const server = guardedServer();
    add(server, 'hidden', { permissions: 'secret' }, () => 'done');
    const ask = await asker(server, { headers: bearer('ada'), revision });
    const [hidden, missing] = [await use(ask, 'hidden'), await use(ask, 'absent')];
    expect(JSON.stringify(hidden).replaceAll('hidden', 'absent')).toBe(JSON.stringify(missing));
  });

  it('may be public, and is all that callers without credentials can see', async () => {
    const server = guardedServer();
    add(server, 'it', { public: true }, () => 'done');
    add(server, 'closed', {}, () => 'done');
    const ask = await asker(server);
    expect(await list(ask)).toEqual(['it']);
    expect(outcome(await use(ask, 'it'))).toBe('done');
    expect((await use(ask, 'closed')).status).toBe(401);
    expect((await use(ask, 'absent')).status).toBe(401);
  });

  it('is judged by allow() of every plugin', async () => {
    const seen = new Set<string>();
    const allow: Plugin['allow'] = (operation, { principal }) => {
      seen.add(`${operation.kind} ${operation.name}`);
      return principal?.name === 'max';
    };
    const server = guardedServer({ name: 'judge', allow });
    add(server, 'it', {}, () => 'done');
    const [max, ada] = [
      await asker(server, { headers: bearer('max') }),
      await asker(server, { headers: bearer('ada') }),
    ];
    expect([await list(max), await list(ada)]).toEqual([['it'], []]);
    expect(outcome(await use(max, 'it'))).toBe('done');
    expect((await use(ada, 'it')).error?.message.startsWith(unknown)).toBe(true);
    expect([...seen]).toEqual([`${kind} it`]);
  });

  it('goes through the stages of plugins, and each sees what it is', async () => {
    const seen: unknown[] = [];
    const watching = (stage: Stage): Plugin => ({
      name: stage,
      stage,
      wrap: (next, operation) => (call) => {
        seen.push([stage, operation.kind, call.operation.name, call.operation.options.permissions]);
        return next(call);
      },
    });
    const server = guardedServer(...stages.toReversed().map(watching));
    add(server, 'it', { permissions: 'data.read' }, () => 'done');
    expect(outcome(await use(await asker(server, { headers: bearer('ada') }), 'it'))).toBe('done');
    expect(seen).toEqual(stages.map((stage) => [stage, kind, 'it', 'data.read']));
  });

  it.each(eras)(
    'is refused by a limit with words for a model, and with its status where it is no tool, in %s',
    async (revision) => {
      const limiter: Plugin = {
        name: 'limiter',
        stage: 'limit',
        wrap: () => async () => {
          throw new RateLimitError('Too many.', { retryAfterMs: 3_000 });
        },
      };
      const server = guardedServer(limiter);
      add(server, 'it', {}, () => 'done');
      const asked = await use(await asker(server, { headers: bearer('ada'), revision }), 'it');
      expect([asked.status, outcome(asked).split(',')[0]?.replace(/\.$/, '')]).toEqual([
        kind === 'tool' ? 200 : 429,
        'RATE_LIMITED: Too many',
      ]);
      const data = asked.error?.data ?? Object(asked.result._meta)['toolgate/error'];
      expect(data).toMatchObject({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 3_000 });
    },
  );

  it('masks a plugin that answers with a result of another kind', async () => {
    const log = quietLog();
    const odd = kind === 'tool' ? { messages: [] } : { content: [] };
    const server = plainServer({ log })
      .use(tokenAuth(callers))
      .use(testCache())
      .use({ name: 'odd', stage: 'cache', wrap: () => async () => odd });
    add(server, 'it', {}, () => 'done');
    const asked = await use(await asker(server, { headers: bearer('ada') }), 'it');
    expect(asked.status).toBe(200);
    expect(outcome(asked)).toMatch(/^INTERNAL: it failed\. The server's log says why under [0-9a-f-]{36}\.$/);
    expect(log.records).toMatchObject([{ level: 'error', fields: { err: { message: /a plugin answered it/ } } }]);
  });

  it.each(eras)('ends after its own timeout, in %s', async (revision) => {
    const clock = fakeClock();
    const server = plainServer({ clock }).use(tokenAuth(callers)).use(testCache());
    const signals: AbortSignal[] = [];
    add(server, 'it', { timeout: '2s' }, ({ signal }) => new Promise(() => signals.push(signal)));
    const ask = await asker(server, { headers: bearer('ada'), revision });
    const asked = use(ask, 'it');
    await clock.advance(1_999);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    await clock.advance(1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect([(await asked).status, outcome(await asked)]).toEqual([200, 'TIMEOUT: it took longer than 2 s.']);
  });

  it('has the options of plugins, with state of its own', async () => {
    const server = guardedServer();
    let runs = 0;
    add(server, 'it', { testCache: { ttl: '1m' } }, () => `run ${++runs}`);
    add(server, 'plain', {}, () => `run ${++runs}`);
    const ask = await asker(server, { headers: bearer('ada') });
    const answers = [await use(ask, 'it'), await use(ask, 'it'), await use(ask, 'plain'), await use(ask, 'plain')];
    expect(answers.map(outcome)).toEqual(['run 1', 'run 1', 'run 2', 'run 3']);
    const lines = server.explain('it').steps.map(({ stage, settings }) => `${stage} ${settings}`);
    expect(lines).toEqual(expect.arrayContaining(['cache for 1m', 'timeout 60 s an attempt']));
    expect(server.explain('plain').steps.map(({ stage }) => stage)).not.toContain('cache');
  });
});
