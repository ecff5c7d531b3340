import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Where processes run; undefined where they cannot be pinned. */
export interface Cores {
  readonly server: string | undefined;
  readonly load: string | undefined;
  /** All of them, as taskset has lists. */
  readonly all: string | undefined;
  /** A sentence for the reader when server and load share cores. */
  readonly warning: string | undefined;
}

/** The first core this process may use is the server's, the second one is the load's. */
export function findCores(): Cores {
  const unpinned = { server: undefined, load: undefined, all: undefined };
  const allowed = allowedCores();
  if (allowed === undefined) {
    return {
      ...unpinned,
      warning: 'There is no taskset here: server and load share all cores, so ratios are only rough.',
    };
  }
  const [server, load] = allowed;
  if (server === undefined || load === undefined) {
    return { ...unpinned, warning: 'There is one core here: server and load share it, so ratios are only rough.' };
  }
  return { server: String(server), load: String(load), all: allowed.join(','), warning: undefined };
}

/** A command line pinned to a core: `["taskset", "-c", "0", …]`, or as it is. */
export function pinned(core: string | undefined, command: readonly string[]): readonly string[] {
  return core === undefined ? command : ['taskset', '-c', core, ...command];
}

/** Moves this process, and what it starts from now on, to a core. */
export function pinSelf(core: string | undefined): void {
  if (core !== undefined) execFileSync('taskset', ['-acp', core, String(process.pid)], { stdio: 'ignore' });
}

function allowedCores(): readonly number[] | undefined {
  try {
    const text = execFileSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8', stdio: 'pipe' });
    return coreList(text.slice(text.lastIndexOf(':') + 1));
  } catch {
    return availableParallelism() === 1 ? [0] : undefined;
  }
}

/** The numbers in a list such as `0,2-5`. */
export function coreList(text: string): readonly number[] {
  return text
    .trim()
    .split(',')
    .flatMap((part) => {
      const [first = Number.NaN, last = first] = part.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
    });
}
