import { cpuRatio } from '../measure/compare.js';
import { compareServers, type Loaded } from '../measure/compare-servers.js';
import { loadedEcho } from '../measure/loaded-echo.js';
import type { RunningServer } from '../process/start-server.js';
import { openConversation } from '../request/conversation.js';
import type { Row } from '../rows/row.js';
import type { Bench } from '../studies/study.js';
import { withServers } from '../studies/with-servers.js';
import type { Budget } from './budget.js';
import { budgetRow } from './budget-row.js';
import { naming } from './naming.js';

/** Samples of how many times as much CPU time the second row takes as the first one, for the tiny payload. */
export function toRow(subject: string, reference: string): Budget['measure'] {
  return async (bench) => {
    const row = budgetRow(bench, subject);
    const other = budgetRow(bench, reference);
    return row === undefined || other === undefined ? undefined : rowRatios(bench, row, other);
  };
}

/** The same of two rows there are. */
export function rowRatios(bench: Bench, subject: Row, reference: Row): Promise<readonly number[]> {
  return withServers(bench, [subject.server, reference.server], async (server, other) => {
    const title = `${subject.name} and ${reference.name}`;
    const loaded = [await loadedRow(subject, server), await loadedRow(reference, other)] as const;
    return (await compareServers(bench, title, ...loaded)).pairs.map(cpuRatio);
  });
}

async function loadedRow(row: Row, server: RunningServer): Promise<Loaded> {
  const conversation = await naming(row, openConversation(server.url, row));
  return naming(row, loadedEcho(server, conversation, 'tiny'));
}
