import type { Plugin } from './plugin.js';
import { stages } from './stage.js';

const members = new Set<string>([
  'name',
  'provides',
  'options',
  'admit',
  'auth',
  'receive',
  'allow',
  'stage',
  'wrap',
  'describe',
  'on',
  'services',
  'start',
  'stop',
] satisfies (keyof Plugin)[]);

/** Throws a TypeError that names the plugin and the fix when it cannot be installed beside the others. */
export function checkPlugin(plugin: Plugin<string>, installed: readonly Plugin<string>[]): void {
  const name = plugin?.name;
  if (typeof name !== 'string' || name === '') throw new TypeError('A plugin needs a name: { name: "…", … }.');
  const unknown = Object.keys(plugin).find((key) => !members.has(key));
  if (unknown !== undefined) throw new TypeError(`Plugin ${name} has ${unknown}, which is no member of a plugin.`);
  if (plugin.wrap !== undefined && !stages.some((stage) => stage === plugin.stage)) {
    throw new TypeError(`Plugin ${name} wraps without a stage: give it one of ${stages.join(', ')}.`);
  }
  if (plugin.auth !== undefined && !/^[\x20-\x7e]+$/.test(plugin.auth.challenge)) {
    throw new TypeError(`Plugin ${name} has a challenge that is no header value: use text such as "Bearer".`);
  }
  for (const other of installed) checkPair(plugin, other);
}

function checkPair(plugin: Plugin<string>, other: Plugin<string>): void {
  if (plugin.name === other.name) throw new TypeError(`Two plugins are called ${plugin.name}: install it once.`);
  if (plugin.provides !== undefined && plugin.provides !== 'auth' && plugin.provides === other.provides) {
    throw new TypeError(`${other.name} and ${plugin.name} both provide ${plugin.provides}: install one of them.`);
  }
  const shared = Object.keys(plugin.options?.shape ?? {}).find((key) => Object.hasOwn(other.options?.shape ?? {}, key));
  if (shared !== undefined) throw new TypeError(`${other.name} and ${plugin.name} both offer the option ${shared}.`);
}
