import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Ledger } from './storm/ledger.js';
import { plans } from './storm/plan.js';
import { runStorm } from './storm/run-storm.js';

// Against hangs only.
const longestMs = 120_000;

test(
  'brings nothing of one client to another, whatever they do at once',
  async () => {
    const ledger = new Ledger();
    const storm = fc.asyncProperty(plans({ clients: [60, 200], steps: 6 }), (all) => runStorm(all, ledger));
    await fc.assert(storm, { numRuns: 1, endOnFailure: true });
    // A storm in which nobody asked, left or stole would prove little.
    expect(Object.entries(ledger.figures).filter(([, figure]) => figure === 0)).toEqual([]);
  },
  longestMs,
);
