import type { Caller } from '../../identity/caller.js';

/** Lists whose changes clients can be told of. */
export type ListName = 'tools' | 'resources' | 'prompts';

/** A client that wants to know of changes. */
export interface Subscriber {
  readonly caller: Caller;
  listChanged(list: ListName): void;
  resourceUpdated(uri: string): void;
  taskChanged(task: object): void;
}
