import { batchClient } from './batch-client.js';
import { type Identity, identity } from './canaries.js';
import type { Ledger } from './ledger.js';
import { Loot, steal } from './loot.js';
import { modernClient } from './modern-client.js';
import type { Plan, Wire } from './plan.js';
import { sessionClient } from './session-client.js';
import { sseStormClient } from './sse-storm-client.js';
import type { NumberedStep, Scene, StormClient } from './storm-client.js';
import { stormServer } from './storm-server.js';

/** Lets all clients of the plans act at once on a server of their own. Throws when anything of one reached another. */
export async function runStorm(plans: readonly Plan[], ledger: Ledger): Promise<void> {
  const server = stormServer(plans.length);
  const scene: Scene = { server, ledger, loot: new Loot() };
  await Promise.all(plans.map((plan, index) => runPlan(scene, plan, identity(index))));
  const left = server.sessions.list();
  if (left.length > 0) throw new Error(`${left.length} sessions are left.`);
}

async function runPlan(scene: Scene, { wire, steps }: Plan, me: Identity): Promise<void> {
  const client = await open(scene, wire, me);
  const numbered = steps.map((step, call): NumberedStep => ({ ...step, call }));
  for (let next = 0; next < numbered.length; next += client.lanes) {
    const taken = numbered.slice(next, next + client.lanes);
    for (const { act, pick } of taken) if (act === 'steal') await steal(scene, me, pick);
    const calls = taken.filter(({ act }) => act !== 'steal');
    if (calls.length > 0) await client.perform(calls);
  }
  await client.close();
}

function open(scene: Scene, wire: Wire, me: Identity): Promise<StormClient> {
  if (wire === '2026-07-28') return modernClient(scene, me);
  if (wire === 'sse') return sseStormClient(scene, me);
  return wire === 'batch' ? batchClient(scene, me) : sessionClient(scene, me, wire);
}
