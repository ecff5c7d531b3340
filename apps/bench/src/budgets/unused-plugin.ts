import { apiKey } from '@toolgate/auth-apikey';
import { createServer, type Handler, type Plugin } from '@toolgate/core';
import { apiKeys } from '../toolgate/api-keys.js';
import { abstaining } from '../toolgate/pass-through.js';
import type { Budget } from './budget.js';

/** Every plugin we ship, and the smallest one; the operation uses none of them. */
const plugins: readonly Plugin<string>[] = [abstaining(0), apiKey({ keys: apiKeys(1) })];

/**
 * How many plugins leave a function on the way of an operation that does not use them, in one sample: none does when what
 * is outside of it gets the same function as what is inside.
 */
export const unusedPlugin: Budget['measure'] = async () => [plugins.filter((plugin) => !isSameFunction(plugin)).length];

function isSameFunction(plugin: Plugin<string>): boolean {
  const seen: Handler[] = [];
  const observer = (name: string): Plugin => ({
    name,
    stage: plugin.stage ?? 'limit',
    wrap: (next) => {
      seen.push(next);
      return next;
    },
  });
  const server = createServer({ name: 'bench', version: '1.0.0' })
    .use(observer('outside'))
    .use(plugin)
    .use(observer('inside'))
    .tool('echo', { description: 'Repeats nothing' }, () => '');
  server.explain('echo');
  return seen.length === 2 && seen[0] === seen[1];
}
