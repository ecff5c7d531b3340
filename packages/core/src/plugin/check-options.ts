import { z } from 'zod';
import { assertPermission } from '../identity/permissions.js';
import { assertRole } from '../identity/roles.js';
import type { OperationOptions } from './operation-options.js';
import type { Plugin } from './plugin.js';

/** Core's options that exist with an authenticator. */
export const authOptions = z.strictObject({
  permissions: z.union([z.string(), z.array(z.string()).min(1, 'must not be empty')]).optional(),
  roles: z.union([z.string(), z.array(z.string()).min(1, 'must not be empty')]).optional(),
  public: z.boolean().optional(),
  challenge: z.boolean().optional(),
});

/** The options of an operation that plugins offer, each checked by its plugin. `what` is the operation: `tool "forecast"`. */
export function checkOptions(
  given: Readonly<Record<string, unknown>>,
  own: z.ZodObject,
  plugins: readonly Plugin<string>[],
  what: string,
): OperationOptions {
  const offers = plugins.flatMap(({ name, options }) => (options === undefined ? [] : [{ name, options }]));
  if (plugins.some(({ auth }) => auth !== undefined)) offers.push({ name: 'core', options: authOptions });
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(own.shape, key) || offers.some(({ options }) => Object.hasOwn(options.shape, key))) continue;
    throw new TypeError(`unknown option \`${key}\` on ${what}: ${hint(key)}`);
  }
  checkFragment(given, own, what);
  const checked = offers.map(({ name, options }) => checkFragment(given, options, `${what} (${name})`));
  const result: OperationOptions = Object.assign({}, ...checked);
  checkRequirements(result, what);
  return Object.freeze(result);
}

function checkRequirements({ permissions, roles, public: open, challenge }: OperationOptions, what: string): void {
  for (const permission of [permissions ?? []].flat()) assertPermission(permission, what);
  for (const role of [roles ?? []].flat()) assertRole(role, what);
  const asks = permissions !== undefined || roles !== undefined;
  if (open === true && asks) throw new TypeError(`${what} is public and asks for permissions or roles: choose one.`);
  if (challenge === true && !asks) {
    throw new TypeError(`${what} has a challenge and asks for nothing: give it permissions, or leave challenge out.`);
  }
}

function hint(key: string): string {
  const authenticates = Object.hasOwn(authOptions.shape, key);
  return authenticates ? 'install an authenticator such as @toolgate/auth-apikey.' : 'no installed plugin offers it.';
}

function checkFragment(given: Readonly<Record<string, unknown>>, options: z.ZodObject, what: string): object {
  const fragment = Object.fromEntries(Object.entries(given).filter(([key]) => Object.hasOwn(options.shape, key)));
  const parsed = options.safeParse(fragment);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new TypeError(`wrong options on ${what}: ${issues.join('; ')}`);
}
