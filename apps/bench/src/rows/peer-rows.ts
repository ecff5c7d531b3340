import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { peerPath } from '../process/program-path.js';
import type { Row } from './row.js';

const peers = z.array(
  z.strictObject({
    name: z.string(),
    entry: z.string(),
    era: z.enum(['2025-11-25', '2026-07-28']),
    session: z.boolean(),
    headers: z.record(z.string(), z.string()).optional(),
    informational: z.boolean().optional(),
    note: z.string(),
  }),
);

/** The rows of `peers/peers.json`. Throws where the peers are not installed. */
export function peerRows(): readonly Row[] {
  if (!existsSync(peerPath('node_modules'))) {
    throw new Error(
      'The peers are not installed: start this with "npm run bench", or run "npm ci" in apps/bench/peers.',
    );
  }
  return rowsOf(readFileSync(peerPath('peers.json'), 'utf8'));
}

/** The same of the text of that file. Throws a ZodError that says what is wrong with it. */
export function rowsOf(json: string): readonly Row[] {
  return peers
    .parse(JSON.parse(json))
    .map(({ entry, ...peer }) => ({ ...peer, peer: true, server: { entry: peerPath(entry) } }));
}
