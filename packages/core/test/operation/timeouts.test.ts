import { describe, expect, it, jest } from '@jest/globals';
import type { Call, Plugin } from '@toolgate/core';
import { connect, fakeClock } from '@toolgate/testing';
import { ask, textOf } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { heldTool } from '../support/held-tool.js';
import { quietLog } from '../support/quiet-log.js';

const never = () => new Promise<never>(() => undefined);

describe('timeout', () => {
  it('ends an attempt to the millisecond, aborts its signal and says how long it was', async () => {
    const clock = fakeClock();
    const calls: Call[] = [];
    const server = plainServer({ clock }).tool('slow', { description: 'x', timeout: '0.2s' }, (_, call) => {
      calls.push(call);
      return never();
    });
    let settled = false;
    const answer = ask(await connect(server), 'slow').finally(() => {
      settled = true;
    });
    await clock.advance(199);
    expect([settled, calls[0]?.signal.aborted]).toEqual([false, false]);
    await clock.advance(1);
    const result = await answer;
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe('slow took longer than 0.2 s.');
    expect(result._meta?.['toolgate/error']).toMatchObject({ code: 'TIMEOUT', retryable: true });
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(calls[0]?.signal.reason).toMatchObject({ code: 'TIMEOUT' });
  });

  it('is sixty seconds where none is given', async () => {
    const clock = fakeClock();
    const answer = ask(await connect(plainServer({ clock }).tool('slow', { description: 'x' }, never)), 'slow');
    await clock.advance(60_000);
    expect(textOf(await answer)).toBe('slow took longer than 60 s.');
  });

  it('holds for handlers that answer nothing the signal says, and their late results are dropped', async () => {
    const clock = fakeClock();
    const log = quietLog();
    const server = plainServer({ clock, log });
    const calls = heldTool(server);
    const client = await connect(server);
    const [first, second] = [ask(client, 'hold'), ask(client, 'hold')];
    const [one, two] = [await calls.next(), await calls.next()];
    await clock.advance(60_000);
    expect([(await first).isError, (await second).isError]).toEqual([true, true]);
    one.release('late');
    two.fail(new Error('late'));
    await clock.advance(0);
    const third = ask(client, 'hold');
    (await calls.next()).release('in time');
    expect(textOf(await third)).toBe('in time');
    expect(log.records).toEqual([]);
  });

  it('leaves a handler alone that answers in time', async () => {
    const clock = fakeClock();
    const server = plainServer({ clock });
    const calls = heldTool(server);
    const answer = ask(await connect(server), 'hold');
    const { call, release } = await calls.next();
    await clock.advance(59_999);
    release('in time');
    expect(textOf(await answer)).toBe('in time');
    await clock.advance(60_000);
    expect(call.signal.aborted).toBe(false);
  });

  it('of one call does not end another that began later', async () => {
    const clock = fakeClock();
    const server = plainServer({ clock });
    const calls = heldTool(server);
    const client = await connect(server);
    const first = ask(client, 'hold');
    await calls.next();
    await clock.advance(30_000);
    const second = ask(client, 'hold');
    const { release } = await calls.next();
    await clock.advance(30_000);
    expect((await first).isError).toBe(true);
    release('in time');
    expect(textOf(await second)).toBe('in time');
  });

  it('does not cover what waits outside of it, such as a queue in a limiter', async () => {
    const clock = fakeClock();
    const queue: Plugin = {
      name: 'queue',
      stage: 'limit',
      wrap: (next) => async (call) => {
        await new Promise<void>((resolve) => clock.schedule(90_000, resolve));
        return next(call);
      },
    };
    const server = plainServer({ clock })
      .use(queue)
      .tool('work', { description: 'x', timeout: '1s' }, () => 'done');
    const answer = ask(await connect(server), 'work');
    await clock.advance(90_000);
    expect(textOf(await answer)).toBe('done');
  });
});

describe('deadline', () => {
  it('ends a call over all its attempts, and aborts the one that runs', async () => {
    const clock = fakeClock();
    const calls: Call[] = [];
    const stubborn: Plugin = {
      name: 'stubborn',
      stage: 'guard',
      wrap: (next) => async (call) => {
        for (;;) {
          try {
            return await next(call);
          } catch {
            if (call.signal.aborted) return { content: [] };
          }
        }
      },
    };
    const server = plainServer({ clock, deadline: '25s' })
      .use(stubborn)
      .tool('slow', { description: 'x', timeout: '10s' }, (_, call) => {
        calls.push(call);
        return never();
      });
    const answer = ask(await connect(server), 'slow');
    await clock.advance(24_999);
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
    await clock.advance(1);
    const result = await answer;
    expect(textOf(result)).toBe('slow took longer than any call may (25 s).');
    expect(result._meta?.['toolgate/error']).toMatchObject({ code: 'TIMEOUT' });
    expect(calls).toHaveLength(3);
    expect(calls[2]?.signal.aborted).toBe(true);
  });

  it('covers what waits outside the timeout', async () => {
    const clock = fakeClock();
    const stuck: Plugin = { name: 'stuck', stage: 'observe', wrap: () => never };
    const server = plainServer({ clock })
      .use(stuck)
      .tool('work', { description: 'x' }, () => 1);
    const answer = ask(await connect(server), 'work');
    await clock.advance(600_000);
    expect(textOf(await answer)).toBe('work took longer than any call may (600 s).');
  });

  it('holds, whatever progress is reported', async () => {
    const clock = fakeClock();
    const server = plainServer({ clock, deadline: '3s' }).tool('slow', { description: 'x' }, async (_, call) => {
      for (let step = 1; ; step++) {
        await new Promise<void>((resolve) => clock.schedule(1_000, resolve));
        call.progress(step);
      }
    });
    const client = await connect(server);
    const progress: number[] = [];
    const answer = client.callTool({ name: 'slow' }, undefined, {
      onprogress: (update) => void progress.push(update.progress),
      resetTimeoutOnProgress: true,
    });
    await clock.advance(3_000);
    expect((await answer).isError).toBe(true);
    expect(progress.length).toBeGreaterThan(0);
  });
});

describe('times longer than a timer can hold', () => {
  it('do not end a call at once, on the clock of the system', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const server = plainServer({ deadline: '60d' });
      const calls = heldTool(server);
      const answer = ask(await connect(server), 'hold');
      const { release } = await calls.next();
      jest.advanceTimersByTime(1_000);
      const closing = server.close({ deadline: '30d' });
      jest.advanceTimersByTime(1_000);
      release('in time');
      expect(textOf(await answer)).toBe('in time');
      await jest.runAllTimersAsync();
      expect(await closing).toMatchObject({ completed: 1, aborted: 0 });
    } finally {
      jest.useRealTimers();
    }
  });
});
