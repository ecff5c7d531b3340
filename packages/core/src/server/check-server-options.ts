import { refuseUnknownKeys } from '../settings/refuse-unknown-keys.js';
import type { ServerOptions } from './server-options.js';

const known = new Set<string>([
  'name',
  'version',
  'title',
  'instructions',
  'icons',
  'path',
  'publicUrl',
  'allowedHosts',
  'allowedOrigins',
  'trustedProxies',
  'limits',
  'deadline',
  'cors',
  'legacySse',
  'sessions',
  'eventStore',
  'requestState',
  'tasks',
  'roles',
  'failedAttempts',
  'log',
  'clock',
] satisfies (keyof ServerOptions)[]);

/** Throws a TypeError that names the option and the fix. */
export function checkServerOptions(options: ServerOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('createServer needs its options: { name: "…", version: "…" }.');
  }
  const unknown = Object.keys(options).find((key) => !known.has(key));
  if (unknown !== undefined) throw new TypeError(`createServer does not know the option ${unknown}.`);
  for (const key of ['name', 'version'] as const) {
    const value: unknown = options[key];
    if (typeof value !== 'string' || value === '') throw new TypeError(`createServer needs a ${key}, a text.`);
  }
  const { path, publicUrl, sessions, failedAttempts, requestState, tasks, cors, legacySse } = options;
  for (const key of ['allowedHosts', 'allowedOrigins', 'trustedProxies'] as const) {
    if (options[key] !== undefined) assertTexts(options[key], key);
  }
  for (const key of ['limits', 'sessions', 'cors', 'requestState', 'tasks', 'roles'] as const) {
    const value: unknown = options[key];
    if (value === undefined || (typeof value === 'object' && value !== null) || (key === 'sessions' && value === false))
      continue;
    throw new TypeError(`${key} must be an object.`);
  }
  assertMethods(options.log, ['debug', 'info', 'warn', 'error'], 'log');
  assertMethods(options.clock, ['now', 'wallTime', 'schedule', 'keepAlive'], 'clock');
  assertMethods(options.eventStore, ['append', 'after', 'drop'], 'eventStore');
  assertMethods(tasks?.store, ['create', 'get', 'update'], 'tasks.store');
  refuseUnknownKeys(sessions || {}, ['idle', 'lifetime'], 'sessions');
  refuseUnknownKeys(requestState ?? {}, ['keys', 'ttl'], 'requestState');
  refuseUnknownKeys(tasks ?? {}, ['store', 'ttl', 'pollInterval'], 'tasks');
  if (cors !== undefined) {
    refuseUnknownKeys(cors, ['origins'], 'cors');
    assertTexts(cors.origins, 'cors.origins');
  }
  if (requestState?.keys !== undefined) assertTexts(requestState.keys, 'requestState.keys');
  if (typeof legacySse === 'object' && legacySse !== null) {
    refuseUnknownKeys(legacySse, ['sse', 'messages'], 'legacySse');
    assertPath(legacySse.sse, 'legacySse.sse');
    assertPath(legacySse.messages, 'legacySse.messages');
  } else if (legacySse !== undefined && typeof legacySse !== 'boolean') {
    throw new TypeError('legacySse must be true, false or { sse, messages }.');
  }
  refuseUnknownKeys(failedAttempts || {}, ['perMinute'], 'failedAttempts');
  assertPath(path, 'path');
  if (publicUrl !== undefined && (!URL.canParse(publicUrl) || !/^https?:$/.test(new URL(publicUrl).protocol))) {
    throw new TypeError(`publicUrl is "${publicUrl}": use an http or https URL such as "https://mcp.example.com".`);
  }
}

function assertMethods(value: object | undefined, names: readonly string[], what: string): void {
  if (value === undefined) return;
  const missing = names.find((name) => typeof Reflect.get(Object(value), name) !== 'function');
  if (missing !== undefined) throw new TypeError(`${what} has no method ${missing}.`);
}

function assertTexts(list: unknown, what: string): void {
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return;
  throw new TypeError(`${what} must be a list of texts.`);
}

function assertPath(path: string | undefined, what: string): void {
  if (path === undefined || /^\/[^?#\s]*$/.test(path)) return;
  throw new TypeError(`${what} is "${path}": use an absolute path such as "/mcp".`);
}
