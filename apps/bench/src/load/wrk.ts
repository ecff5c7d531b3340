import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Children } from '../process/children.js';
import { pinned } from '../process/cores.js';
import type { WireRequest } from '../request/wire-request.js';
import type { Load } from './load.js';
import { parseWrk } from './parse-wrk.js';
import { wrkScript } from './wrk-script.js';

/** The load generator wrk, or undefined where it is not on the PATH. It reads its scripts from `folder`. */
export function wrk(children: Children, core: string | undefined, folder: string): Load | undefined {
  const version = wrkVersion();
  if (version === undefined) return undefined;
  const scripts = new Map<WireRequest, string>();
  const scriptOf = (request: WireRequest): string => {
    const known = scripts.get(request);
    if (known !== undefined) return known;
    const path = join(folder, `request-${scripts.size}.lua`);
    writeFileSync(path, wrkScript(request));
    scripts.set(request, path);
    return path;
  };
  return {
    name: 'wrk',
    version,
    run: async ({ url, request, connections, seconds, lastId }) => {
      const options = ['-t1', `-c${connections}`, `-d${Math.ceil(seconds)}s`, '--timeout=10s', '-s', scriptOf(request)];
      const command = pinned(core, ['wrk', ...options, url, '--', String(lastId)]);
      const child = children.start(command);
      const output = await child.output();
      // wrk goes on without a script that has a mistake.
      if (child.complaint() !== '') throw new Error(`wrk complains: ${child.complaint()}`);
      return parseWrk(output);
    },
  };
}

/** wrk prints its version with its usage, and fails. */
function wrkVersion(): string | undefined {
  try {
    return execFileSync('wrk', ['-v'], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    return /wrk (\S+)/.exec(said)?.[1];
  }
}
