import type { Server } from '@toolgate/core';
import type { Ledger } from './ledger.js';
import type { Loot } from './loot.js';
import type { Step } from './plan.js';

/** Where a storm takes place. */
export interface Scene {
  readonly server: Server<'auth'>;
  readonly ledger: Ledger;
  readonly loot: Loot;
}

/** A step with the number of its call, unique for its client. */
export interface NumberedStep extends Step {
  readonly call: number;
}

/** One client in the middle of a storm. */
export interface StormClient {
  /** Steps it takes at once. */
  readonly lanes: number;
  /** Takes steps at once; throws for anything that is wrong. */
  perform(steps: readonly NumberedStep[]): Promise<void>;
  /** Ends everything it has open, and looks through what came there. */
  close(): Promise<void>;
}

/** JSON-RPC ids and progress tokens, by lane: the same for every client. */
export const ids = [0, '0'] as const;
