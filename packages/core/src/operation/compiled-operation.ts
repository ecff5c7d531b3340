import type { Revision } from '../protocol/revisions.js';
import type { Chain } from './chain.js';
import type { Operation } from './operation.js';

/** An operation that can be called and listed. */
export interface CompiledOperation {
  readonly operation: Operation;
  readonly chain: Chain;
  /** JSON text of its entry in lists, as each revision knows it. */
  readonly descriptor: Readonly<Record<Revision, string>>;
}
