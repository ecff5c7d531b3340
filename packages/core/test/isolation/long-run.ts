import fc from 'fast-check';
import { Ledger } from './storm/ledger.js';
import { plans } from './storm/plan.js';
import { runStorm } from './storm/run-storm.js';

/** A whole program, for `npm run isolation`: one storm after another until so many calls were made (first argument, default 100,000). */
const wanted = Number(process.argv[2] ?? 100_000);
if (!(wanted > 0)) throw new TypeError(`The number of calls is ${process.argv[2]}: use a number above 0.`);
const ledger = new Ledger();
const storm = fc.asyncProperty(plans({ clients: [60, 200], steps: 100 }), (all) => runStorm(all, ledger));
const began = performance.now();

for (let storms = 1; ledger.calls < wanted; storms++) {
  // It throws at the first thing of somebody else, and names the seed.
  await fc.assert(storm, { numRuns: 1, endOnFailure: true });
  const seconds = Math.round((performance.now() - began) / 1_000);
  process.stdout.write(`${JSON.stringify({ storms, ...ledger.figures, foreign: 0, seconds })}\n`);
}
