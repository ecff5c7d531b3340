import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { autocannon } from '../load/autocannon.js';
import { wrk } from '../load/wrk.js';
import { Children } from '../process/children.js';
import { findCores, pinSelf } from '../process/cores.js';
import { packageVersion } from '../process/package-version.js';
import { type RunningServer, type ServerProgram, startServer } from '../process/start-server.js';
import type { Row } from '../rows/row.js';
import type { Bench } from '../studies/study.js';
import type { BenchOptions } from './bench-options.js';
import type { Progress } from './progress.js';

// Far more than a whole run takes.
const limitMs = 10_800_000;

const sdk = '@modelcontextprotocol/sdk';

/** A bench on this machine, and the versions of all servers it has started so far. */
export interface OpenBench extends Bench {
  readonly versions: Map<string, string>;
}

/** Sets up load generator, cores and cleaning up: however this process ends, what it started ends first. */
export function openBench(rows: readonly Row[], { pairs, quick }: BenchOptions, progress: Progress): OpenBench {
  const children = new Children();
  const folder = mkdtempSync(join(tmpdir(), 'toolgate-bench-'));
  process.once('exit', () => {
    children.end();
    rmSync(folder, { recursive: true, force: true });
  });
  const cores = findCores();
  pinSelf(cores.load);
  const versions = new Map([
    ['@toolgate/core', packageVersion('@toolgate/core')],
    [sdk, packageVersion(sdk, `${sdk}/server/mcp.js`)],
  ]);
  const began = performance.now();
  const start = async (program: ServerProgram, core: string | undefined): Promise<RunningServer> => {
    if (performance.now() - began > limitMs) {
      throw new Error(`No server is started after ${limitMs / 60_000} minutes, so that what was measured is written.`);
    }
    const server = await startServer(children, program, core);
    for (const [name, version] of Object.entries(server.versions)) versions.set(name, version);
    return server;
  };
  return {
    cores,
    children,
    rows,
    pairs,
    quick,
    versions,
    progress: progress.say,
    load: wrk(children, cores.load, folder) ?? autocannon(children, cores.load),
    start: (program) => start(program, cores.server),
    startAnywhere: (program) => start(program, cores.all),
  };
}
