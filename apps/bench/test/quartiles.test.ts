import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quartiles } from '../src/measure/quartiles.js';

// Adding 0 makes 0 of -0, whose order is nobody's.
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);
const samples = fc.array(number, { minLength: 1, maxLength: 50 });

test('quartiles of five samples are those samples in order', () => {
  expect(quartiles([5, 1, 4, 2, 3])).toEqual({ lowest: 1, lower: 2, median: 3, upper: 4, highest: 5, samples: 5 });
});

test('a value between two samples is interpolated', () => {
  expect(quartiles([1, 2])).toEqual({ lowest: 1, lower: 1.25, median: 1.5, upper: 1.75, highest: 2, samples: 2 });
});

test('quartiles are in order, between the extremes, and do not depend on the order of the samples', () => {
  fc.assert(
    fc.property(samples, (values) => {
      const { lowest, lower, median, upper, highest } = quartiles(values);
      const inOrder = [lowest, lower, median, upper, highest];
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
      expect(lowest).toBe(Math.min(...values));
      expect(highest).toBe(Math.max(...values));
      expect(quartiles([...values].reverse())).toEqual(quartiles(values));
    }),
  );
});

test('at least half of the samples lie on each side of the median, and a quarter below the lower quartile', () => {
  fc.assert(
    fc.property(samples, (values) => {
      const { lower, median } = quartiles(values);
      const share = (inside: (value: number) => boolean) => values.filter(inside).length / values.length;
      expect(share((value) => value <= median)).toBeGreaterThanOrEqual(0.5);
      expect(share((value) => value >= median)).toBeGreaterThanOrEqual(0.5);
      expect(share((value) => value >= lower)).toBeGreaterThanOrEqual(0.75 - 1 / values.length);
    }),
  );
});

test('no samples have no quartiles', () => {
  expect(() => quartiles([])).toThrow('There are no samples.');
});
