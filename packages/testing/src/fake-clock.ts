import type { Clock } from '@toolgate/core';

/** A clock that moves only when it is told to. */
export interface FakeClock extends Clock {
  /** Moves time on, runs what falls due in its order, and lets the promises behind each task settle. */
  advance(ms: number): Promise<void>;
}

interface Task {
  readonly due: number;
  readonly run: () => void;
}

/** Starts at 0 monotonic milliseconds and at `wallTime` (default 2026-01-01T00:00:00Z). */
export function fakeClock(wallTime: number = Date.UTC(2026, 0, 1)): FakeClock {
  let now = 0;
  const tasks = new Set<Task>();
  return {
    now: () => now,
    wallTime: () => wallTime + now,
    schedule(ms, run) {
      const task: Task = { due: now + ms, run };
      tasks.add(task);
      return () => tasks.delete(task);
    },
    // Its tasks run only inside advance, so there is nothing to stay alive for.
    keepAlive: () => () => undefined,
    async advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`advance(${ms}): time goes on, by 0 ms or more.`);
      const end = now + ms;
      await settled();
      for (let task = firstDue(tasks, end); task !== undefined; task = firstDue(tasks, end)) {
        tasks.delete(task);
        now = Math.max(now, task.due);
        task.run();
        await settled();
      }
      now = Math.max(now, end);
    },
  };
}

/** The earliest task until `end`; of equal ones the first that was scheduled. */
function firstDue(tasks: ReadonlySet<Task>, end: number): Task | undefined {
  let first: Task | undefined;
  for (const task of tasks) if (task.due <= end && (first === undefined || task.due < first.due)) first = task;
  return first;
}

/** Resolves when the microtasks and the immediate callbacks of this moment have run. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
