import { type Comparison, cpuRatios } from '../measure/compare.js';
import { compareServers } from '../measure/compare-servers.js';
import { floorProgram } from '../programs/floor-program.js';
import { echoRequest, openConversation } from '../request/conversation.js';
import { payload } from '../request/payload.js';
import type { Row } from '../rows/row.js';
import type { Bench } from '../studies/study.js';
import { withServers } from '../studies/with-servers.js';
import type { Budget } from './budget.js';

/** Samples of a row's ratio to the floor, for the tiny payload. */
export function toFloor(name: string): Budget['measure'] {
  return async (bench) => {
    const row = bench.rows.find((candidate) => candidate.name === name);
    return row === undefined ? undefined : cpuRatios(await floorComparison(bench, row));
  };
}

/** A row between floor slices of the same request, for the tiny payload. */
export function floorComparison(bench: Bench, row: Row): Promise<Comparison> {
  return withServers(bench, [row.server, floorProgram], async (server, floor) => {
    const request = echoRequest(await openConversation(server.url, row), payload('tiny'));
    return compareServers(bench, row.name, { server, request }, { server: floor, request });
  });
}
