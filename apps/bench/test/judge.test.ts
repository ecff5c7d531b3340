import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Budget } from '../src/budgets/budget.js';
import { budgets } from '../src/budgets/budgets.js';
import { judge } from '../src/budgets/judge.js';

const budget = (bound: Budget['bound'], must: number): Budget => ({
  name: 'core',
  must,
  unit: '×',
  bound,
  measure: async () => undefined,
});
const fifteen = (value: number): readonly number[] => Array.from({ length: 15 }, () => value);

describe('a budget', () => {
  it('is met by exactly its must', () => {
    expect(judge(budget('at least', 0.7), fifteen(0.7), 15)).toMatchObject({ outcome: 'ok', passes: true });
    expect(judge(budget('at most', 3_072), fifteen(3_072), 15)).toMatchObject({ outcome: 'ok', passes: true });
  });

  it('is missed by any amount', () => {
    const parts = fc.record({
      must: fc.double({ min: 0.1, max: 1e4, noNaN: true }),
      less: fc.double({ min: 1e-9, max: 0.9 }),
    });
    fc.assert(
      fc.property(parts, ({ must, less }) => {
        const outcome = { outcome: 'missed', passes: false };
        expect(judge(budget('at least', must), fifteen(must * (1 - less)), 15)).toMatchObject(outcome);
        expect(judge(budget('at most', must), fifteen(must * (1 + less)), 15)).toMatchObject(outcome);
      }),
    );
  });

  it('is decided by the quartile on the bad side, not by the median', () => {
    const samples = [...Array.from({ length: 5 }, () => 0.69), ...Array.from({ length: 10 }, () => 0.8)];
    expect(judge(budget('at least', 0.7), samples, 15)).toEqual({
      name: 'core',
      must: 'at least 0.7 ×',
      measured: 'lower quartile 0.6900, median 0.8000',
      outcome: 'missed',
      passes: false,
    });
    expect(judge(budget('at most', 0.7), samples, 15)).toMatchObject({
      measured: 'upper quartile 0.8000, median 0.8000',
      passes: false,
    });
  });

  it('does not pass on too few samples, nor on one that is no number', () => {
    expect(judge(budget('at least', 0.7), [0.9], 15)).toMatchObject({
      outcome: 'not decided: 1 of 15 samples',
      passes: false,
    });
    expect(judge(budget('at least', 0.7), fifteen(Number.NaN), 15).passes).toBe(false);
  });

  it('decides nothing while its row does not exist', () => {
    expect(judge(budget('at least', 0.7), undefined, 15)).toMatchObject({ outcome: 'no row yet', passes: true });
  });
});

it('has the musts of the design', () => {
  expect(budgets.map(({ name, must }) => [name, Math.round(must * 1_000) / 1_000])).toEqual([
    ['core-2025', 0.7],
    ['core-2025-to-sdk-v1', 7],
    ['core-to-fastest-framework-2025', 2.5],
    ['core-to-fastest-framework-2026', 2.5],
    ['core-2026', 0.65],
    ['full-stack-2025', 0.5],
    ['full-stack-2026', 0.47],
    ['full-stack-hit-2025', 0.6],
    ['full-stack-hit-2026', 0.6],
    ['jwt-to-api-key', 0.952],
    ['unused-plugin', 0],
    ['tools-list-700', 1_000],
    ['idle-session', 3_072],
    ['session-opening-to-sdk-v1', 5],
    ['rate-limit-keys', 64],
    ['cold-start-to-sdk-v1', 1],
  ]);
});
