import { describe, expect, it } from '@jest/globals';
import { type GcraRate, gcra } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import fc from 'fast-check';

/** The same rule written naively: tokens that drip in, up to the burst. */
class TokenBucket {
  readonly #rate: GcraRate;
  #tokens: number;
  #filled: number;

  constructor(rate: GcraRate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filled = now;
  }

  take(cost: number, now: number): boolean {
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + (now - this.#filled) / this.#rate.intervalMs);
    this.#filled = now;
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }
}

// Powers of two divide without rounding, so the model and the rule must agree to the token.
const rates = fc.record({ intervalMs: fc.constantFrom(1, 2, 8, 64, 1024), burst: fc.integer({ min: 1, max: 20 }) });
const steps = fc.array(
  fc.record({ pauseMs: fc.integer({ min: 0, max: 3_000 }), cost: fc.integer({ min: 0, max: 20 }) }),
  { maxLength: 60 },
);

describe('gcra', () => {
  it('decides as a token bucket does', async () => {
    await fc.assert(
      fc.asyncProperty(rates, steps, async (rate, plan) => {
        const clock = fakeClock();
        const bucket = new TokenBucket(rate, clock.now());
        let arrival: number | undefined;
        for (const { pauseMs, cost } of plan) {
          if (cost > rate.burst) continue;
          await clock.advance(pauseMs);
          const decision = gcra(arrival, clock.now(), rate, cost);
          expect(decision.allowed).toBe(bucket.take(cost, clock.now()));
          arrival = decision.arrival;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says when the same cost passes: then, and not a moment earlier', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 5_000 }), (rate, cost, now) => {
        fc.pre(cost <= rate.burst);
        let state = gcra(undefined, now, rate, cost);
        while (state.allowed) state = gcra(state.arrival, now, rate, cost);
        const { retryAfterMs, arrival } = state;
        expect(retryAfterMs).toBeGreaterThan(0);
        expect(gcra(arrival, now + retryAfterMs, rate, cost).allowed).toBe(true);
        expect(gcra(arrival, now + retryAfterMs - 1, rate, cost).allowed).toBe(false);
      }),
    );
  });

  it('spends nothing by refusing', () => {
    const rate = { intervalMs: 10_000, burst: 1 };
    const first = gcra(undefined, 0, rate);
    let refused = gcra(first.arrival, 0, rate);
    for (let attempt = 0; attempt < 100; attempt++) refused = gcra(refused.arrival, 0, rate);
    expect(refused).toEqual({ allowed: false, arrival: 10_000, retryAfterMs: 10_000 });
    expect(gcra(refused.arrival, 10_000, rate).allowed).toBe(true);
  });

  it('lets six a minute pass one every ten seconds, after the burst', () => {
    const rate = { intervalMs: 10_000, burst: 6 };
    let arrival: number | undefined;
    for (let request = 0; request < 6; request++) ({ arrival } = gcra(arrival, 0, rate));
    expect(gcra(arrival, 0, rate).retryAfterMs).toBe(10_000);
    expect(gcra(arrival, 9_999.5, rate).retryAfterMs).toBe(1);
    expect(gcra(arrival, 10_000, rate)).toEqual({ allowed: true, arrival: 70_000, retryAfterMs: 0 });
  });

  it('fills up no further than the burst, however long nobody asks', () => {
    const rate = { intervalMs: 100, burst: 2 };
    let { arrival } = gcra(undefined, 0, rate);
    const passed = [1, 2, 3].map(() => {
      const decision = gcra(arrival, 1_000_000, rate);
      ({ arrival } = decision);
      return decision.allowed;
    });
    expect(passed).toEqual([true, true, false]);
  });

  it('lets what costs nothing always pass', () => {
    const rate = { intervalMs: 100, burst: 1 };
    const { arrival } = gcra(undefined, 0, rate);
    expect(gcra(arrival, 0, rate, 0)).toEqual({ allowed: true, arrival: 100, retryAfterMs: 0 });
  });
});
