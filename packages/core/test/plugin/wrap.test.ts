import { describe, expect, it } from '@jest/globals';
import { type Call, type Handler, type Plugin, type Stage, ToolError } from '@toolgate/core';
import { connect, fakeClock } from '@toolgate/testing';
import { ask, askText, textOf } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { quietLog } from '../support/quiet-log.js';
import { retryOnce } from '../support/retry-once.js';

type Wrap = NonNullable<Plugin['wrap']>;

function wrapping(wrap: Wrap, stage: Stage = 'guard', name = 'wrapper'): Plugin {
  return { name, stage, wrap };
}

const stages: readonly Stage[] = ['observe', 'limit', 'cache', 'guard', 'handler'];

describe('a wrapper', () => {
  it.each(stages)('in %s answers without the handler by not calling next', async (stage) => {
    let called = 0;
    const short = wrapping(() => async () => ({ content: [{ type: 'text', text: 'stored' }] }), stage);
    const server = plainServer().use(short);
    const client = await connect(server.tool('work', { description: 'x' }, () => called++));
    expect(await askText(client, 'work')).toBe('stored');
    expect(called).toBe(0);
  });

  it.each(stages)('in %s refuses by throwing, with words for the model', async (stage) => {
    let called = 0;
    const refusing = wrapping(
      () => async () => {
        throw new ToolError('CLOSED', 'Closed on Sundays.', { retryAfterMs: 1_500, details: { day: 'Sunday' } });
      },
      stage,
    );
    const server = plainServer().use(refusing);
    const client = await connect(server.tool('work', { description: 'x' }, () => called++));
    const result = await ask(client, 'work');
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe('Closed on Sundays, retry in 2 s');
    expect(result._meta?.['toolgate/error']).toEqual({
      code: 'CLOSED',
      retryable: false,
      retryAfterMs: 1_500,
      details: { day: 'Sunday' },
    });
    expect(called).toBe(0);
  });

  it('that throws synchronously refuses as well', async () => {
    const throwing = wrapping(() => () => {
      throw new ToolError('CLOSED', 'Closed.');
    });
    const client = await connect(
      plainServer()
        .use(throwing)
        .tool('work', { description: 'x' }, () => 1),
    );
    expect(textOf(await ask(client, 'work'))).toBe('Closed.');
  });

  it('retries by calling next again, and each attempt has its own time', async () => {
    const clock = fakeClock();
    let attempts = 0;
    const retrying = wrapping(retryOnce);
    const server = plainServer({ clock })
      .use(retrying)
      .tool('work', { description: 'x', timeout: '10s' }, () => (++attempts === 1 ? new Promise(() => {}) : attempts));
    const client = await connect(server);
    const answer = askText(client, 'work');
    await clock.advance(10_000);
    expect(await answer).toBe('2');
  });

  it('keeps what it knew before a call until after it, in a variable', async () => {
    const clock = fakeClock();
    const took: string[] = [];
    const timing: Plugin = {
      name: 'timing',
      stage: 'observe',
      wrap:
        (next, { name }, { clock }) =>
        async (call) => {
          const start = clock.now();
          try {
            return await next(call);
          } finally {
            took.push(`${name} ${JSON.stringify(call.input)} ${clock.now() - start}`);
          }
        },
    };
    const server = plainServer({ clock }).use(timing);
    const wait = (ms: number) => new Promise<string>((resolve) => clock.schedule(ms, () => resolve('waited')));
    const schema = { type: 'object', properties: { ms: { type: 'number' } } } as const;
    server.tool('wait', { description: 'x', input: schema }, ({ ms }) => wait(Number(ms)));
    const [one, two] = [await connect(server), await connect(server)];
    const answers = Promise.all([ask(one, 'wait', { ms: 300 }), ask(two, 'wait', { ms: 200 })]);
    await clock.advance(100);
    await clock.advance(200);
    await answers;
    expect(took).toEqual(['wait {"ms":200} 200', 'wait {"ms":300} 300']);
  });

  it('may change the result', async () => {
    const signing = wrapping(
      (next) => async (call) => {
        const result = await next(call);
        if (!('content' in result)) return result;
        return { ...result, content: [...result.content, { type: 'text', text: 'signed' }] };
      },
      'handler',
    );
    const client = await connect(
      plainServer()
        .use(signing)
        .tool('work', { description: 'x' }, () => 'done'),
    );
    expect((await ask(client, 'work')).content).toEqual([
      { type: 'text', text: 'done' },
      { type: 'text', text: 'signed' },
    ]);
  });

  it('runs once for each operation, never for a call', async () => {
    const wrapped: string[] = [];
    const counting = wrapping((next, { name }) => {
      wrapped.push(name);
      return (call) => next(call);
    });
    const server = plainServer().use(counting);
    server.tool('a', { description: 'x' }, () => 1).tool('b', { description: 'x' }, () => 2);
    const client = await connect(server);
    for (let call = 0; call < 3; call++) await ask(client, 'a');
    server.explain('a');
    await server.start();
    expect(wrapped).toEqual(['a', 'b']);
  });

  it('that throws while it wraps keeps the server from starting', async () => {
    const refusing = wrapping((_, { name }) => {
      throw new TypeError(`tool "${name}" is not read-only.`);
    });
    const server = plainServer()
      .use(refusing)
      .tool('work', { description: 'x' }, () => 1);
    await expect(server.start()).rejects.toThrow('tool "work" is not read-only.');
  });

  it('cannot pass a copy of its call on; the log says what to pass', async () => {
    const log = quietLog();
    const copying = wrapping(
      (next) => (call) => next({ ...call, derive: (changes) => call.derive(changes) }),
      'observe',
    );
    const server = plainServer({ log })
      .use(copying)
      .tool('work', { description: 'x' }, () => 1);
    const result = await ask(await connect(server), 'work');
    expect(result.isError).toBe(true);
    expect(String(Object(log.records[0]?.fields).err)).toContain('pass call, or call.derive({ … })');
  });
});

describe('a wrapper that returns next', () => {
  it('costs nothing: the same function goes on to the wrapper outside', () => {
    const seen: Handler[] = [];
    const looking = (name: string): Plugin =>
      wrapping(
        (next) => {
          seen.push(next);
          return next;
        },
        'guard',
        name,
      );
    const server = plainServer().use(looking('outer')).use(looking('middle')).use(looking('inner'));
    server.tool('work', { description: 'x' }, () => 1).explain('work');
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(1);
  });
});

it('gives wrappers who calls, under which ids, and a log with them', async () => {
  const log = quietLog();
  const calls: Call[] = [];
  const looking = wrapping(
    (next) => (call) => {
      calls.push(call);
      call.log.info({ step: 1 }, 'seen');
      return next(call);
    },
    'observe',
  );
  const server = plainServer({ log })
    .use(looking)
    .tool('work', { description: 'x' }, (_, call) => {
      calls.push(call);
      return 1;
    });
  const client = await connect(server, { address: '192.0.2.9' });
  await ask(client, 'work');
  const [outer, inner] = calls;
  expect(outer).toMatchObject({
    principal: undefined,
    caller: { address: '192.0.2.9', transport: 'http', era: '2025' },
  });
  expect(outer?.operation.name).toBe('work');
  expect(inner?.requestId).toBe(outer?.requestId);
  expect(inner?.correlationId).toBe(outer?.correlationId);
  expect(outer?.session).toMatch(/^[\w-]{22}$/);
  expect(log.records[0]).toEqual({
    level: 'info',
    message: 'seen',
    fields: { operation: 'work', correlationId: outer?.correlationId, step: 1 },
  });
});
