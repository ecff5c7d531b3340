import { parseCount } from './count.js';
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
  /** Requests in flight; further ones get 503. Default 1,000. */
  readonly inFlight?: number | undefined;
  /** Requests of one caller in flight; further ones get 429. Default 50. */
  readonly inFlightPerCaller?: number | undefined;
  /** Long-lived streams: GET of a session, `subscriptions/listen`, HTTP+SSE. Default 10,000. */
  readonly streams?: number | undefined;
  /** Long-lived streams of one caller. Default 100. */
  readonly streamsPerCaller?: number | undefined;
  /** Resources and tasks that clients subscribe to, over all of them. Default 100,000. */
  readonly subscriptions?: number | undefined;
  /** Resources and tasks that one session or stream subscribes to. Default 500. */
  readonly subscriptionsPerClient?: number | undefined;
  /** Entries on one page of a list. Default 1,000. */
  readonly page?: number | undefined;
}

export interface Limits {
  readonly body: number;
  readonly result: number;
  readonly depth: number;
  readonly nodes: number;
  readonly sessions: number;
  readonly sessionsPerCaller: number;
  readonly inFlight: number;
  readonly inFlightPerCaller: number;
  readonly streams: number;
  readonly streamsPerCaller: number;
  readonly subscriptions: number;
  readonly subscriptionsPerClient: number;
  readonly page: number;
}

const counts = {
  depth: 64,
  nodes: 100_000,
  sessions: 10_000,
  sessionsPerCaller: 100,
  inFlight: 1_000,
  inFlightPerCaller: 50,
  streams: 10_000,
  streamsPerCaller: 100,
  subscriptions: 100_000,
  subscriptionsPerClient: 500,
  page: 1_000,
} as const satisfies Partial<Limits>;

/** Throws a TypeError that names the limit. */
export function resolveLimits(options: LimitOptions = {}): Limits {
  refuseUnknownKeys(options, ['body', 'result', ...Object.keys(counts)], 'limits');
  const count = (name: keyof typeof counts): number => parseCount(options[name] ?? counts[name], `limits.${name}`);
  return {
    body: parseCount(parseSize(options.body ?? '1mb', 'limits.body'), 'limits.body'),
    result: parseCount(parseSize(options.result ?? '10mb', 'limits.result'), 'limits.result'),
    depth: count('depth'),
    nodes: count('nodes'),
    sessions: count('sessions'),
    sessionsPerCaller: count('sessionsPerCaller'),
    inFlight: count('inFlight'),
    inFlightPerCaller: count('inFlightPerCaller'),
    streams: count('streams'),
    streamsPerCaller: count('streamsPerCaller'),
    subscriptions: count('subscriptions'),
    subscriptionsPerClient: count('subscriptionsPerClient'),
    page: count('page'),
  };
}
