import { cpuRatios } from '../measure/compare.js';
import { compareServers } from '../measure/compare-servers.js';
import { quartiles } from '../measure/quartiles.js';
import { echoRequest, openConversation } from '../request/conversation.js';
import { payload } from '../request/payload.js';
import type { Row } from '../rows/row.js';
import type { Bench } from '../studies/study.js';
import { withServers } from '../studies/with-servers.js';
import type { Budget } from './budget.js';
import { floorComparison } from './to-floor.js';

/** Samples of how many times as much CPU time the second row takes as the first one, for the tiny payload. */
export function toRow(subject: string, reference: string): Budget['measure'] {
  return async (bench) => {
    const [row, other] = [subject, reference].map((name) => bench.rows.find((candidate) => candidate.name === name));
    return row === undefined || other === undefined ? undefined : ratios(bench, row, other);
  };
}

/** The same for the fastest peer that is no SDK v1, each in its era: Toolgate's row of that era is the subject. */
export function toFastestFramework(subjects: readonly string[]): Budget['measure'] {
  return async (bench) => {
    const frameworks = bench.rows.filter(({ peer, name }) => peer && !name.startsWith('sdk-v1'));
    const fastest = await fastestOf(bench, frameworks);
    const subject = bench.rows.find(({ name, era }) => subjects.includes(name) && era === fastest?.era);
    return fastest === undefined || subject === undefined ? undefined : ratios(bench, subject, fastest);
  };
}

/** Three pairs for each are enough to tell them apart. */
async function fastestOf(bench: Bench, rows: readonly Row[]): Promise<Row | undefined> {
  const screening = { ...bench, pairs: 3 };
  let best: { readonly row: Row; readonly ratio: number } | undefined;
  for (const row of rows) {
    const samples = cpuRatios(await floorComparison(screening, row));
    if (samples.length === 0) throw new Error(`${row.name} has no valid slice, so the fastest framework is not known.`);
    const { median } = quartiles(samples);
    if (best === undefined || median > best.ratio) best = { row, ratio: median };
  }
  return best?.row;
}

function ratios(bench: Bench, subject: Row, reference: Row): Promise<readonly number[]> {
  return withServers(bench, [subject.server, reference.server], async (server, other) => {
    const loaded = async (row: Row, running: typeof server) => ({
      server: running,
      request: echoRequest(await openConversation(running.url, row), payload('tiny')),
    });
    const title = `${subject.name} and ${reference.name}`;
    return cpuRatios(await compareServers(bench, title, await loaded(subject, server), await loaded(reference, other)));
  });
}
