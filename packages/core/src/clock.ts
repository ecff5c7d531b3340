/** Where time comes from. Tests pass `fakeClock()` from `@toolgate/testing`. */
export interface Clock {
  /** Monotonic milliseconds; only differences mean something. */
  now(): number;
  /** Wall-clock milliseconds since 1970, for expiry dates that leave the process. */
  wallTime(): number;
  /** Runs `task` once after `ms`; returns what cancels it. Does not keep the process alive. */
  schedule(ms: number, task: () => void): () => void;
  /** Keeps the process alive for work that scheduled tasks will finish, until the returned function is called. */
  keepAlive(): () => void;
}

/** `setTimeout` turns anything longer into 1 ms. */
const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  schedule(ms, task) {
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      const rest = left - longestTimer;
      timer = rest > 0 ? setTimeout(wait, longestTimer, rest) : setTimeout(task, left);
      timer.unref();
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
  keepAlive() {
    const timer = setInterval(() => undefined, 60_000);
    return () => clearInterval(timer);
  },
};
