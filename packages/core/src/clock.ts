/** Where time comes from. Tests pass `fakeClock()` from `@toolgate/testing`. */
export interface Clock {
  /** Monotonic milliseconds; only differences mean something. */
  now(): number;
  /** Wall-clock milliseconds since 1970, for expiry dates that leave the process. */
  wallTime(): number;
  /** Runs `task` once after `ms`; returns what cancels it. Does not keep the process alive. */
  schedule(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  schedule(ms, task) {
    const timer = setTimeout(task, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
