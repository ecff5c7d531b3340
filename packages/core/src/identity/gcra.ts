export interface GcraRate {
  /** Milliseconds one request costs: 600 for 100 a minute. */
  readonly intervalMs: number;
  /** Requests that may come at once. */
  readonly burst: number;
}

export interface GcraDecision {
  readonly allowed: boolean;
  /** State to keep for the key: the theoretical arrival time, in the clock's milliseconds. */
  readonly arrival: number;
  /** 0 when allowed, else when the same cost would pass. */
  readonly retryAfterMs: number;
}

/** Generic cell rate algorithm: a token bucket in one number. A refusal spends nothing. (ATM Forum TM 4.0, 4.4.2) */
export function gcra(arrival: number | undefined, now: number, rate: GcraRate, cost = 1): GcraDecision {
  const start = arrival === undefined || arrival < now ? now : arrival;
  const next = start + cost * rate.intervalMs;
  const wait = next - rate.burst * rate.intervalMs - now;
  if (wait > 0) return { allowed: false, arrival: start, retryAfterMs: Math.ceil(wait) };
  return { allowed: true, arrival: next, retryAfterMs: 0 };
}
