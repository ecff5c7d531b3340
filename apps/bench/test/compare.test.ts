import { describe, expect, it } from '@jest/globals';
import { compare, cpuRatio, isVoid, rateRatio } from '../src/measure/compare.js';
import { comparisonFaults } from '../src/measure/compare-servers.js';
import { slice, taking } from './support/slices.js';

describe('a comparison', () => {
  it('has the subject between two slices of the reference, and shares those', async () => {
    const order: string[] = [];
    const { pairs, voids } = await compare(
      taking('subject', order, slice(50)),
      taking('floor', order, slice(30), slice(40)),
      {
        pairs: 2,
      },
    );
    expect(order).toEqual(['floor', 'subject', 'floor', 'subject', 'floor']);
    expect(voids).toEqual([]);
    expect(pairs.map(cpuRatio)).toEqual([0.7, 0.8]);
  });

  it('also tells the ratio of requests a second', async () => {
    const { pairs } = await compare(taking('subject', [], slice(50)), taking('floor', [], slice(25)), { pairs: 1 });
    expect(pairs.map(rateRatio)).toEqual([0.5]);
  });

  it('drops a pair whose subject was void, and starts the next one afresh', async () => {
    const order: string[] = [];
    const subject = taking('subject', order, slice(99, 0.949), slice(50));
    const { pairs, voids } = await compare(subject, taking('floor', order, slice(25)), { pairs: 1 });
    expect(order).toEqual(['floor', 'subject', 'floor', 'subject', 'floor']);
    expect(voids).toEqual([0.949]);
    expect(pairs.map((pair) => pair.subject.cpu)).toEqual([50]);
  });

  it('drops a pair whose reference was void before or after', async () => {
    const floor = taking('floor', [], slice(1, 0.5), slice(25), slice(1, 0.5), slice(25));
    const { pairs, voids } = await compare(taking('subject', [], slice(50)), floor, { pairs: 1 });
    expect(voids).toEqual([0.5, 0.5]);
    expect(pairs.map(({ before, after }) => [before.cpu, after.cpu])).toEqual([[25, 25]]);
  });

  it('gives up when too many slices were void, and says so', async () => {
    const order: string[] = [];
    const idle = taking('subject', order, slice(50, 0.4));
    const comparison = await compare(idle, taking('floor', order, slice(25)), { pairs: 3, voids: 4 });
    expect(comparison.pairs).toEqual([]);
    expect(order.filter((name) => name === 'subject')).toHaveLength(5);
    expect(comparisonFaults('row tiny', comparison, 3)).toEqual([
      {
        kind: 'short',
        text: 'row tiny: only 0 of 3 pairs: 5 slices were void (the server was only 40 % busy), no more are tried.',
      },
    ]);
    expect(comparisonFaults('row tiny', { pairs: [], voids: [0.9] }, 0)).toEqual([
      { kind: 'repeated', text: 'row tiny: 1 void slices were repeated (the server was only 90 % busy).' },
    ]);
  });

  it('ends with the first slice that fails', async () => {
    const failing = () => Promise.reject(new Error('3 of 9 answers of it were wrong or missing.'));
    await expect(compare(failing, taking('floor', [], slice(25)), { pairs: 1 })).rejects.toThrow('3 of 9 answers');
  });
});

it('counts a slice from 95 % busy on', () => {
  expect([0.9499, 0.95, 1.2, Number.NaN].map((busy) => isVoid(slice(1, busy)))).toEqual([true, false, false, true]);
});
