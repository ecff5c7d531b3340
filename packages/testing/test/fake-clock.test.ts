import { describe, expect, it } from '@jest/globals';
import { type FakeClock, fakeClock } from '@toolgate/testing';

/** Schedules tasks that note their name and the time. */
function noting(clock: FakeClock) {
  const seen: string[] = [];
  const at = (ms: number, name: string) => clock.schedule(ms, () => void seen.push(`${name} ${clock.now()}`));
  return { seen, at };
}

describe('fakeClock', () => {
  it('starts at 0, on the first of January 2026', () => {
    const clock = fakeClock();
    expect(clock.now()).toBe(0);
    expect(new Date(clock.wallTime()).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  it('starts at another date when it is told one, and both times move together', async () => {
    const clock = fakeClock(1_000);
    await clock.advance(250.5);
    expect([clock.now(), clock.wallTime()]).toEqual([250.5, 1_250.5]);
  });

  it('moves only when it is told to', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    at(0, 'now');
    await new Promise(setImmediate);
    expect([clock.now(), seen]).toEqual([0, []]);
  });

  it('is one of several that know nothing of each other', async () => {
    const [one, other] = [fakeClock(), fakeClock()];
    await one.advance(5);
    expect(other.now()).toBe(0);
  });
});

describe('advance', () => {
  it('runs what falls due in the order of time, equal times in the order of scheduling', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    at(30, 'late');
    at(10, 'first');
    at(20, 'second');
    at(10, 'also first');
    at(0, 'at once');
    await clock.advance(30);
    expect(seen).toEqual(['at once 0', 'first 10', 'also first 10', 'second 20', 'late 30']);
  });

  it('runs what is due at the very end, and nothing after it', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    at(100, 'due');
    at(101, 'not yet');
    await clock.advance(99);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen).toEqual(['due 100']);
    expect(clock.now()).toBe(100);
  });

  it('runs each task once', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    at(10, 'once');
    await clock.advance(20);
    await clock.advance(20);
    expect(seen).toEqual(['once 10']);
  });

  it('runs tasks that tasks schedule, when they are due in the same stretch', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    clock.schedule(10, () => {
      at(5, 'inside');
      at(0, 'at once');
      at(15, 'beyond');
    });
    at(12, 'between');
    await clock.advance(20);
    expect(seen).toEqual(['at once 10', 'between 12', 'inside 15']);
  });

  it('lets the promises behind each task settle before the next one', async () => {
    const clock = fakeClock();
    const seen: string[] = [];
    const sleep = (ms: number) => new Promise<void>((resolve) => void clock.schedule(ms, resolve));
    const worker = async (name: string, ms: number) => {
      for (let step = 1; step <= 3; step++) {
        await sleep(ms);
        await new Promise(setImmediate);
        seen.push(`${name}${step} ${clock.now()}`);
      }
    };
    const done = Promise.all([worker('a', 10), worker('b', 15)]);
    await clock.advance(45);
    await done;
    expect(seen).toEqual(['a1 10', 'b1 15', 'a2 20', 'b2 30', 'a3 30', 'b3 45']);
  });

  it('lets promises settle that were waiting before it', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    void Promise.resolve().then(() => at(10, 'scheduled late'));
    await clock.advance(10);
    expect(seen).toEqual(['scheduled late 10']);
  });

  it('by 0 runs what is due now', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    at(0, 'now');
    at(1, 'later');
    await clock.advance(0);
    expect(seen).toEqual(['now 0']);
  });

  it.each([-1, Number.NaN])('by %p is refused, for time goes on', async (ms) => {
    const clock = fakeClock();
    await clock.advance(10);
    await expect(clock.advance(ms)).rejects.toThrow(/advance/);
    expect(clock.now()).toBe(10);
  });

  it('twice at the same moment never lets time run backwards', async () => {
    const clock = fakeClock();
    const times: number[] = [];
    const watch = () => times.push(clock.now());
    await Promise.all([clock.advance(20).then(watch), clock.advance(10).then(watch)]);
    watch();
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(clock.now()).toBe(20);
  });

  it('rejects with what a task throws', async () => {
    const clock = fakeClock();
    clock.schedule(5, () => {
      throw new Error('task failed');
    });
    await expect(clock.advance(10)).rejects.toThrow('task failed');
  });
});

describe('a scheduled task', () => {
  it('does not run when it has been cancelled', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    const cancel = at(10, 'cancelled');
    at(10, 'kept');
    cancel();
    cancel();
    await clock.advance(10);
    expect(seen).toEqual(['kept 10']);
  });

  it('may cancel one that is due at the same time', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    let cancelSecond: () => void = () => undefined;
    clock.schedule(10, () => cancelSecond());
    cancelSecond = at(10, 'second');
    await clock.advance(10);
    expect(seen).toEqual([]);
  });

  it('can be cancelled after it has run, without effect on others', async () => {
    const clock = fakeClock();
    const { seen, at } = noting(clock);
    const cancel = at(10, 'first');
    await clock.advance(10);
    at(10, 'second');
    cancel();
    await clock.advance(10);
    expect(seen).toEqual(['first 10', 'second 20']);
  });
});
