import { isHeaderText } from '../identity/challenges.js';
import { promptOptions } from '../operation/prompt/prompt-options-schema.js';
import { resourceOptions } from '../operation/resource/resource-options-schema.js';
import { isZodSchema } from '../operation/schema/zod-schema.js';
import { skillOptions } from '../operation/skill/skill-options-schema.js';
import { toolOptions } from '../operation/tool/tool-options-schema.js';
import { authOptions } from './check-options.js';
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
  'routes',
  'services',
  'start',
  'stop',
] satisfies (keyof Plugin)[]);

const coreOptions = new Set(
  [toolOptions, resourceOptions, promptOptions, skillOptions, authOptions].flatMap(({ shape }) => Object.keys(shape)),
);
const functions = ['admit', 'receive', 'allow', 'wrap', 'describe', 'on', 'routes', 'start', 'stop'] as const;

/** Throws a TypeError that names the plugin and the fix when it cannot be installed beside the others. */
export function checkPlugin(plugin: Plugin<string>, installed: readonly Plugin<string>[]): void {
  const name = plugin?.name;
  if (typeof name !== 'string' || name === '') throw new TypeError('A plugin needs a name: { name: "…", … }.');
  const unknown = Object.keys(plugin).find((key) => !members.has(key));
  if (unknown !== undefined) throw new TypeError(`Plugin ${name} has ${unknown}, which is no member of a plugin.`);
  const odd = functions.find((member) => plugin[member] !== undefined && typeof plugin[member] !== 'function');
  if (odd !== undefined) throw new TypeError(`Plugin ${name} has ${odd}, which is no function.`);
  if (plugin.wrap !== undefined && !stages.some((stage) => stage === plugin.stage)) {
    throw new TypeError(`Plugin ${name} wraps without a stage: give it one of ${stages.join(', ')}.`);
  }
  if (plugin.options !== undefined && !isZodObject(plugin.options)) {
    throw new TypeError(`Plugin ${name} has options that are no z.object({ … }).`);
  }
  const reserved = Object.keys(plugin.options?.shape ?? {}).find((key) => coreOptions.has(key));
  if (reserved !== undefined) throw new TypeError(`Plugin ${name} offers the option ${reserved}, which is core's own.`);
  if (Object.hasOwn(plugin.services ?? {}, 'failedAttempts')) {
    throw new TypeError(`Plugin ${name} offers the service failedAttempts, which is core's own.`);
  }
  if (plugin.stage !== undefined && plugin.wrap === undefined) {
    throw new TypeError(`Plugin ${name} has a stage and no wrap: leave the stage out.`);
  }
  checkAuthenticator(plugin);
  for (const other of installed) checkPair(plugin, other);
}

function checkAuthenticator({ name, auth, provides }: Plugin<string>): void {
  if ((auth === undefined) !== (provides !== 'auth')) {
    throw new TypeError(`Plugin ${name} must have both auth and provides: "auth", or neither.`);
  }
  if (auth === undefined) return;
  const { challenge } = auth ?? {};
  if (typeof auth?.authenticate !== 'function' || (typeof challenge !== 'string' && typeof challenge !== 'function')) {
    throw new TypeError(
      `Plugin ${name} has an auth that cannot work: give it a challenge and authenticate(credential).`,
    );
  }
  if (typeof challenge === 'function' || isHeaderText(challenge)) return;
  throw new TypeError(`Plugin ${name} has a challenge in auth that is no header value: use text such as "Bearer".`);
}

function checkPair(plugin: Plugin<string>, other: Plugin<string>): void {
  if (plugin.name === other.name) throw new TypeError(`Two plugins are called ${plugin.name}: install it once.`);
  if (plugin.provides !== undefined && plugin.provides !== 'auth' && plugin.provides === other.provides) {
    throw new TypeError(`${other.name} and ${plugin.name} both provide ${plugin.provides}: install one of them.`);
  }
  const shared = Object.keys(plugin.options?.shape ?? {}).find((key) => Object.hasOwn(other.options?.shape ?? {}, key));
  if (shared !== undefined) throw new TypeError(`${other.name} and ${plugin.name} both offer the option ${shared}.`);
  const service = Object.keys(plugin.services ?? {}).find((key) => Object.hasOwn(other.services ?? {}, key));
  if (service !== undefined) throw new TypeError(`${other.name} and ${plugin.name} both offer the service ${service}.`);
}

function isZodObject(value: unknown): boolean {
  return isZodSchema(value) && 'shape' in value;
}
