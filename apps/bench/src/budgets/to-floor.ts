import { cpuRatio } from '../measure/compare.js';
import { compareServers } from '../measure/compare-servers.js';
import { loadedEcho } from '../measure/loaded-echo.js';
import { floorProgram } from '../programs/floor-program.js';
import { openConversation } from '../request/conversation.js';
import type { Row } from '../rows/row.js';
import type { Bench } from '../studies/study.js';
import { withServers } from '../studies/with-servers.js';
import type { Budget } from './budget.js';
import { budgetRow } from './budget-row.js';
import { naming } from './naming.js';

/** Samples of a row's ratio to the floor, for the tiny payload. */
export function toFloor(name: string): Budget['measure'] {
  return async (bench) => {
    const row = budgetRow(bench, name);
    return row === undefined ? undefined : floorRatios(bench, row);
  };
}

/** The same of a row between floor slices of the same request. */
export function floorRatios(bench: Bench, row: Row): Promise<readonly number[]> {
  return withServers(bench, [row.server, floorProgram], async (server, floor) => {
    const conversation = await naming(row, openConversation(server.url, row));
    const subject = await naming(row, loadedEcho(server, conversation, 'tiny'));
    const reference = await loadedEcho(floor, conversation, 'tiny');
    return (await compareServers(bench, row.name, subject, reference)).pairs.map(cpuRatio);
  });
}
