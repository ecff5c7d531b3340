import { appFolder } from '../process/program-path.js';
import { findingsTable } from '../report/findings-table.js';
import { resultsOf, writeResults } from '../report/results.js';
import { writeCharts } from '../report/write-charts.js';
import { writeReadme } from '../report/write-readme.js';
import { peerRows } from '../rows/peer-rows.js';
import { toolgateRows } from '../rows/toolgate-rows.js';
import { isGrave } from '../studies/fault.js';
import { studies as allStudies } from '../studies/studies.js';
import { type Findings, gather, type Study } from '../studies/study.js';
import type { BenchOptions } from './bench-options.js';
import { environmentOf, environmentText } from './environment.js';
import { openBench } from './open-bench.js';
import type { Progress } from './progress.js';
import { select } from './select.js';

// A quick run starts nothing more after this, so that it ends within two minutes.
const quickLimitMs = 105_000;

/** Measures, prints a table for each study, writes results and charts. Answers the exit status. */
export async function runBench(options: BenchOptions, progress: Progress): Promise<number> {
  const allRows = [...toolgateRows, ...peerRows()];
  const { rows, studies } = select(options.only, allRows, allStudies);
  // What is published has all rows and enough pairs; it may be of some studies alone.
  const whole = !options.quick && options.pairs >= 15 && rows.length === allRows.length;
  const folder = whole ? appFolder : `${appFolder}local/`;
  const bench = openBench(rows, options, progress);
  if (bench.cores.warning !== undefined) console.log(`${bench.cores.warning}\n`);
  const date = new Date().toISOString();
  const began = performance.now();
  let passes = true;
  for (const study of studies) {
    if (options.quick && performance.now() - began > quickLimitMs) {
      console.log(`${study.name}: left out, for the two minutes are over. Run it with --only ${study.name}.\n`);
      continue;
    }
    const findings = await gather([[study.name, () => study.run(bench)]]);
    progress.clear();
    printFindings(study, findings);
    passes &&= !findings.faults.some(isGrave);
    const results = resultsOf(study, findings, { date, quick: options.quick, environment: environmentOf(bench) });
    writeResults(`${folder}results`, results);
    writeCharts(`${folder}charts`, results);
  }
  const failed = whole ? writeReadme(appFolder, allStudies, allRows) : [];
  if (failed.length > 0) console.log(`README.md is not written, for figures are missing:\n${failed.join('\n')}\n`);
  console.log(environmentText(environmentOf(bench)));
  for (const { name, note } of rows) if (note !== undefined) console.log(`${name}: ${note}`);
  return passes ? 0 : 1;
}

function printFindings({ name, title, note }: Study, { figures, faults }: Findings): void {
  const texts = faults.map(({ text }) => text);
  console.log([`${name} · ${title}`, note, findingsTable(figures), ...texts, ''].join('\n'));
}
