import { describe, expect, it } from '@jest/globals';
import type { Complete, CompletionContext, Server } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { plainServer } from '../server/plain-server.js';
import { type Asker, asker, eras } from '../support/asker.js';
import { quietLog } from '../support/quiet-log.js';

const trip = { type: 'ref/prompt', name: 'trip' };
const table = { type: 'ref/resource', uri: 'db://{schema}/{table}{?page}' };

/** A server with a prompt `trip` and a template, which have these completions. */
function completing(complete: Complete, options: Parameters<typeof plainServer>[0] = {}): Server {
  return plainServer(options)
    .prompt('trip', { arguments: { city: z.string() }, complete: { city: complete } }, () => '')
    .resource('table', { template: 'db://{schema}/{table}{?page}', complete: { table: complete } }, () => '');
}

function complete(ask: Asker, ref: object, name: string, value = '', context?: object) {
  return ask('completion/complete', { ref, argument: { name, value }, ...(context === undefined ? {} : { context }) });
}

describe.each(eras)('a completion, in %s', (revision) => {
  const modern = revision === '2026-07-28';

  it.each([
    ['a prompt', trip, 'city'],
    ['a template', table, 'table'],
  ])('of %s is what its function suggests', async (_what, ref, name) => {
    const typed: unknown[] = [];
    const server = completing((value) => {
      typed.push(value);
      return ['Oslo', 'Odense'];
    });
    const ask = await asker(server, { revision });
    const { status, result } = await complete(ask, ref, name, 'O');
    expect([status, result.completion]).toEqual([200, { values: ['Oslo', 'Odense'], total: 2, hasMore: false }]);
    expect([result.resultType, 'ttlMs' in result]).toEqual([modern ? 'complete' : undefined, false]);
    expect(typed).toEqual(['O']);
  });

  it('may take its time, and knows the other arguments and the caller', async () => {
    const contexts: CompletionContext[] = [];
    const slow: Complete = async (_value, context) => {
      contexts.push(context);
      return [];
    };
    const server = completing(slow).use(tokenAuth({ ada: [] }));
    const ask = await asker(server, { revision, headers: bearer('ada') });
    await complete(ask, table, 'table', '', { arguments: { schema: 'public', page: 7, __proto__: null } });
    await complete(ask, table, 'table', '', {});
    await complete(ask, trip, 'city');
    expect(contexts.map((context) => context.arguments)).toEqual([{ schema: 'public' }, {}, {}]);
    expect(contexts.map(({ caller }) => caller.principal?.id)).toEqual(['tokens:ada', 'tokens:ada', 'tokens:ada']);
  });

  it('is a hundred values at most, and says that there are more', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `v${index}`);
    const count: Complete = (value) => many.slice(0, Number(value));
    const ask = await asker(completing(count), { revision });
    for (const [given, total, sent] of [
      ['0', 0, 0],
      ['100', 100, 100],
      ['101', 101, 100],
      ['250', 250, 100],
    ] as const) {
      const { result } = await complete(ask, trip, 'city', given);
      expect(result.completion).toEqual({ values: many.slice(0, sent), total, hasMore: total > sent });
    }
  });

  it('fails in band, and masked: the log says why', async () => {
    const log = quietLog();
    const throwing: Complete = (value) => {
      if (value === 'later') return Promise.reject(new Error('hunter2'));
      throw new Error('hunter2');
    };
    const ask = await asker(completing(throwing, { log }), { revision });
    for (const value of ['now', 'later']) {
      const { status, error } = await complete(ask, trip, 'city', value);
      const id: unknown = Object(log.records.pop()?.fields).correlationId;
      expect([status, error?.code]).toEqual([200, -32603]);
      expect(error?.message).toBe(`Completing city failed. The server's log says why under ${id}.`);
      expect(JSON.stringify(error)).not.toContain('hunter2');
    }
  });

  it('is waited for ten seconds, and not longer', async () => {
    const clock = fakeClock();
    const log = quietLog();
    const ask = await asker(
      completing(() => new Promise(() => undefined), { clock, log }),
      { revision },
    );
    const asked = complete(ask, trip, 'city');
    await clock.advance(9_999);
    expect(log.records).toEqual([]);
    await clock.advance(1);
    const { status, error } = await asked;
    expect([status, error?.data?.code]).toEqual([200, 'UNAVAILABLE']);
    expect(log.records).toMatchObject([{ fields: { err: { cause: { message: /city gave no answer within 10 s/ } } } }]);
  });

  it('of an argument without suggestions is empty', async () => {
    const server = completing(() => ['x']).resource('about', { uri: 'test://about' }, () => '');
    const ask = await asker(server, { revision });
    const about = { type: 'ref/resource', uri: 'test://about' };
    const asked = [
      [trip, 'days'],
      [trip, '__proto__'],
      [trip, 'toString'],
      [table, 'schema'],
      [table, ''],
      [about, 'a'],
    ];
    for (const [ref, name] of asked) {
      const { result } = await complete(ask, Object(ref), String(name));
      expect([name, result.completion]).toEqual([name, { values: [], total: 0, hasMore: false }]);
    }
  });

  it.each([
    [{ type: 'ref/prompt', name: 'nope' }, 'Unknown prompt: nope'],
    [{ type: 'ref/prompt', name: 'table' }, 'Unknown prompt: table'],
    [{ type: 'ref/prompt', name: 7 }, '"name" must be a string.'],
    [{ type: 'ref/resource', uri: 'db://{schema}' }, 'Unknown resource template: db://{schema}'],
    [{ type: 'ref/resource', uri: 'db://public/users' }, 'Unknown resource template: db://public/users'],
    [{ type: 'ref/resource', uri: 'constructor' }, 'Unknown resource template: constructor'],
    [{ type: 'ref/resource' }, '"ref" must be a ref/prompt with a name, or a ref/resource with the uri of a template.'],
    [{ type: 'ref/tool', name: 'trip' }, '"ref" must be a ref/prompt'],
    ['trip', '"ref" must be a ref/prompt'],
    [undefined, '"ref" must be a ref/prompt'],
  ])('is refused for what there is not: %p', async (ref, message) => {
    const ask = await asker(
      completing(() => ['x']),
      { revision },
    );
    const { status, error } = await ask('completion/complete', { ref, argument: { name: 'city', value: '' } });
    expect([status, error?.code]).toEqual([200, -32602]);
    expect(error?.message.startsWith(message)).toBe(true);
  });

  it.each([
    [{ argument: { name: 'city' } }],
    [{ argument: { value: 'O' } }],
    [{ argument: { name: 'city', value: 7 } }],
    [{ argument: 'city' }],
    [{}],
    [{ argument: { name: 'city', value: '' }, context: 'x' }],
  ])('is refused for malformed params: %p', async (params) => {
    const ask = await asker(
      completing(() => ['x']),
      { revision },
    );
    const { status, error } = await ask('completion/complete', { ref: trip, ...params });
    expect([status, error?.code]).toEqual([200, -32602]);
  });

  it('is hidden with its prompt and its template', async () => {
    const rule = { permissions: 'travel', complete: { city: () => ['Oslo'] } };
    const server = plainServer()
      .use(tokenAuth({ ada: ['travel'], bob: [] }))
      .prompt('trip', { arguments: { city: z.string() }, ...rule }, () => '')
      .resource('sky', { template: 'sky://{city}', ...rule }, () => '');
    const sky = { type: 'ref/resource', uri: 'sky://{city}' };
    const ada = await asker(server, { revision, headers: bearer('ada') });
    const bob = await asker(server, { revision, headers: bearer('bob') });
    for (const ref of [trip, sky]) {
      expect((await complete(ada, ref, 'city')).result.completion).toMatchObject({ values: ['Oslo'] });
      const missing = JSON.stringify(ref).replace('trip', 'nope').replace('sky', 'nope');
      const [hidden, unknown] = [await complete(bob, ref, 'city'), await complete(bob, JSON.parse(missing), 'city')];
      expect(JSON.stringify(hidden).replace(/trip|sky/, 'nope')).toBe(JSON.stringify(unknown));
      expect(hidden.error?.code).toBe(-32602);
    }
  });
});
