import type { Budget } from './budget.js';
import { whenThereIs } from './budget-row.js';
import { coldStartRatio } from './cold-start-ratio.js';
import { idleSession, sessionOpening } from './sessions.js';
import { toFastestFramework } from './to-fastest-framework.js';
import { toFloor } from './to-floor.js';
import { toRow } from './to-row.js';
import { toolsListTime } from './tools-list-time.js';
import { unusedPlugin } from './unused-plugin.js';

const stack = 'toolgate full stack';

/** The "must" column of the design. */
export const budgets: readonly Budget[] = [
  ratio('core-2025', 0.7, toFloor('toolgate 2025')),
  ratio('core-2025-to-sdk-v1', 7, toRow('toolgate 2025', 'sdk-v1-stateful')),
  ratio('core-to-fastest-framework-2025', 2.5, toFastestFramework('toolgate 2025')),
  ratio('core-to-fastest-framework-2026', 2.5, toFastestFramework('toolgate 2026')),
  ratio('core-2026', 0.65, toFloor('toolgate 2026')),
  ratio('full-stack-2025', 0.5, toFloor(`${stack} 2025`)),
  ratio('full-stack-2026', 0.47, toFloor(`${stack} 2026`)),
  ratio('full-stack-hit-2025', 0.6, toFloor(`${stack} hit 2025`)),
  ratio('full-stack-hit-2026', 0.6, toFloor(`${stack} hit 2026`)),
  // Within 5 % of the API key: 1 / 1.05.
  ratio('jwt-to-api-key', 1 / 1.05, toRow('toolgate + JWT 2025', 'toolgate + API key 2025')),
  { name: 'unused-plugin', must: 0, unit: 'functions', bound: 'at most', samples: 1, measure: unusedPlugin },
  { name: 'tools-list-700', must: 1_000, unit: 'µs', bound: 'at most', measure: toolsListTime },
  // 3 KB.
  { name: 'idle-session', must: 3_072, unit: 'bytes', bound: 'at most', measure: idleSession },
  ratio('session-opening-to-sdk-v1', 5, sessionOpening),
  { name: 'rate-limit-keys', must: 64, unit: 'MB', bound: 'at most', measure: whenThereIs('rate-limit keys') },
  ratio('cold-start-to-sdk-v1', 1, coldStartRatio),
];

function ratio(name: string, must: number, measure: Budget['measure']): Budget {
  return { name, must, unit: '×', bound: 'at least', measure };
}
