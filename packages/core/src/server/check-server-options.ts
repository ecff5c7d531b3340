import { refuseUnknownKeys } from '../settings/refuse-unknown-keys.js';
import type { ServerOptions } from './server-options.js';

const known = new Set<string>([
  'name',
  'version',
  'title',
  'instructions',
  'path',
  'publicUrl',
  'allowedHosts',
  'allowedOrigins',
  'trustedProxies',
  'limits',
  'deadline',
  'sessions',
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
  const { path, publicUrl, sessions, failedAttempts } = options;
  for (const key of ['allowedHosts', 'allowedOrigins', 'trustedProxies'] as const) {
    const list: unknown = options[key];
    if (list === undefined || (Array.isArray(list) && list.every((item) => typeof item === 'string'))) continue;
    throw new TypeError(`${key} must be a list of texts.`);
  }
  for (const key of ['limits', 'sessions'] as const) {
    const value: unknown = options[key];
    if (value !== undefined && (typeof value !== 'object' || value === null))
      throw new TypeError(`${key} must be an object.`);
  }
  assertMethods(options.log, ['debug', 'info', 'warn', 'error'], 'log');
  assertMethods(options.clock, ['now', 'wallTime', 'schedule', 'keepAlive'], 'clock');
  refuseUnknownKeys(sessions ?? {}, ['idle', 'lifetime'], 'sessions');
  refuseUnknownKeys(failedAttempts || {}, ['perMinute'], 'failedAttempts');
  if (path !== undefined && !/^\/[^?#\s]*$/.test(path)) {
    throw new TypeError(`path is "${path}": use an absolute path such as "/mcp".`);
  }
  if (publicUrl !== undefined && (!URL.canParse(publicUrl) || !/^https?:$/.test(new URL(publicUrl).protocol))) {
    throw new TypeError(`publicUrl is "${publicUrl}": use an http or https URL such as "https://mcp.example.com".`);
  }
}

function assertMethods(value: object | undefined, names: readonly string[], what: string): void {
  if (value === undefined) return;
  const missing = names.find((name) => typeof Reflect.get(Object(value), name) !== 'function');
  if (missing !== undefined) throw new TypeError(`${what} has no method ${missing}.`);
}
