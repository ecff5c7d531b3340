import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { peerPath } from '../process/program-path.js';
import { payloadNames } from '../request/payload.js';
import type { Row } from './row.js';

const peers = z.array(
  z.object({
    name: z.string(),
    entry: z.string(),
    era: z.enum(['2025-11-25', '2026-07-28']),
    protocolVersion: z.string().optional(),
    session: z.boolean(),
    payloads: z.array(z.enum(payloadNames)).optional(),
    note: z.string().optional(),
  }),
);

/** The rows of `peers/peers.json`. Throws where the peers are not installed. */
export function peerRows(): readonly Row[] {
  if (!existsSync(peerPath('node_modules'))) {
    throw new Error(
      'The peers are not installed: start this with "npm run bench", or run "npm ci" in apps/bench/peers.',
    );
  }
  return peers
    .parse(JSON.parse(readFileSync(peerPath('peers.json'), 'utf8')))
    .map(({ entry, ...peer }) => ({ ...peer, peer: true, server: { entry: peerPath(entry) } }));
}
