import { refuseUnknownKeys } from './refuse-unknown-keys.js';
import { parseSize, type Size } from './size.js';

/** What a server accepts at the most. Every one has a safe default; raise them, they cannot be switched off. */
export interface LimitOptions {
  /** Bytes of one request body or stdio line. Default `"1mb"`. */
  readonly body?: Size | undefined;
  /** Bytes of one encoded result. Default `"10mb"`. */
  readonly result?: Size | undefined;
  /** Nesting of a JSON message. Default 64. */
  readonly depth?: number | undefined;
  /** Values and keys in a JSON message. Default 100,000. */
  readonly nodes?: number | undefined;
  /** Open sessions. Default 10,000; at the cap the longest idle one is closed. */
  readonly sessions?: number | undefined;
  /** Open sessions of one caller. Default 100. */
  readonly sessionsPerCaller?: number | undefined;
  /** Tools on one page of `tools/list`. Default 1,000. */
  readonly page?: number | undefined;
}

export interface Limits {
  readonly body: number;
  readonly result: number;
  readonly depth: number;
  readonly nodes: number;
  readonly sessions: number;
  readonly sessionsPerCaller: number;
  readonly page: number;
}

const names = ['body', 'result', 'depth', 'nodes', 'sessions', 'sessionsPerCaller', 'page'] as const;

function count(value: number | undefined, fallback: number, name: string): number {
  if (value === undefined) return fallback;
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`limits.${name} is ${String(value)}: use a whole number above 0.`);
}

export function resolveLimits(options: LimitOptions = {}): Limits {
  refuseUnknownKeys(options, names, 'limits');
  return {
    body: count(parseSize(options.body ?? '1mb', 'limits.body'), 0, 'body'),
    result: count(parseSize(options.result ?? '10mb', 'limits.result'), 0, 'result'),
    depth: count(options.depth, 64, 'depth'),
    nodes: count(options.nodes, 100_000, 'nodes'),
    sessions: count(options.sessions, 10_000, 'sessions'),
    sessionsPerCaller: count(options.sessionsPerCaller, 100, 'sessionsPerCaller'),
    page: count(options.page, 1_000, 'page'),
  };
}
