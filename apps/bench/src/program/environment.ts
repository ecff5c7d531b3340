import { cpus } from 'node:os';
import { limits } from '../toolgate/limits.js';
import type { OpenBench } from './open-bench.js';

/** Where and with what the figures were measured. It names no machine. */
export interface Environment {
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly pinned: boolean;
  /** Load generator with its version. */
  readonly load: string;
  /** Of the servers, by package. */
  readonly versions: Readonly<Record<string, string>>;
  /** What Toolgate's servers accept here besides its defaults. */
  readonly limits: Readonly<Record<string, number>>;
}

/** Of a bench, with the versions it has met so far. */
export function environmentOf({ cores, load, versions }: OpenBench): Environment {
  const processors = cpus();
  return {
    node: process.versions.node,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    pinned: cores.server !== undefined,
    load: `${load.name} ${load.version}`,
    versions: Object.fromEntries([...versions].sort()),
    limits,
  };
}

/** The same in a few lines. */
export function environmentText(environment: Environment): string {
  const { node, cpu, cores, pinned, load, versions } = environment;
  const list = (entries: Readonly<Record<string, string | number>>): string =>
    Object.entries(entries)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  return [
    `Node ${node} on ${cpu}, ${cores} cores; server and load ${pinned ? 'each pinned to its own core' : 'not pinned'}; load by ${load}, 16 connections where nothing else is said`,
    `versions: ${list(versions)}`,
    `limits of Toolgate's servers: ${list(environment.limits)}`,
  ].join('\n');
}
