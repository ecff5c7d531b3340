import { createServer, type Handler, type Plugin } from '@toolgate/core';
import { abstaining } from '../toolgate/pass-through.js';
import type { Budget } from './budget.js';

/**
 * How many functions a plugin leaves on the way of an operation it does not use: one sample for each pair, 0 when what is
 * outside of it gets the same function as what is inside.
 */
export const unusedPlugin: Budget['measure'] = async ({ pairs }) =>
  Array.from({ length: pairs }, (_, count) => (sameFunction(count + 1) ? 0 : 1));

/** With so many plugins that abstain between two that look at what they wrap. */
function sameFunction(count: number): boolean {
  const seen: Handler[] = [];
  const observer = (name: string): Plugin => ({
    name,
    stage: 'limit',
    wrap: (next) => {
      seen.push(next);
      return next;
    },
  });
  const server = createServer({ name: 'bench', version: '1.0.0' }).use(observer('outside'));
  for (let index = 0; index < count; index += 1) server.use(abstaining(index));
  server.use(observer('inside')).tool('echo', { description: 'Repeats nothing' }, () => '');
  server.explain('echo');
  return seen.length === 2 && seen[0] === seen[1];
}
