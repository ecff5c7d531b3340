/** MCP 2026-07-28, tasks extension (SEP-2663). */
export type TaskStatus = 'working' | 'input_required' | 'completed' | 'failed' | 'cancelled';

/** What a task that failed answers with: a JSON-RPC error. */
export interface TaskError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** A question of a task to its client, such as `elicitation/create`. */
export interface TaskInputRequest {
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** One task as a store keeps it: JSON through and through. */
export interface TaskRecord {
  readonly taskId: string;
  /** Key of the principal; only it may see the task. */
  readonly owner: string;
  readonly status: TaskStatus;
  readonly statusMessage?: string;
  /** Wall-clock milliseconds. */
  readonly createdAt: number;
  /** Wall-clock milliseconds. */
  readonly lastUpdatedAt: number;
  readonly ttlMs: number;
  readonly pollIntervalMs: number;
  /** Set when completed. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Set when failed. */
  readonly error?: TaskError;
  /** Set when input is required, by the key of the question. */
  readonly inputRequests?: Readonly<Record<string, TaskInputRequest>>;
}

/** Keeps tasks for `ttlMs` after their creation, as copies: what a caller does to a record later changes nothing. */
export interface TaskStore {
  /** Settles only when every server that shares the store can read the task. Rejects with an UnavailableError when full, with a TypeError when the id is taken. */
  create(task: TaskRecord): Promise<void>;
  /** Undefined once expired. Does not look at the owner: whoever asks must. */
  get(taskId: string): Promise<TaskRecord | undefined>;
  /**
   * Replaces a record unless it has ended, for an ended task never changes, or belongs to another owner. Answers whether
   * it did. Rejects with an UnavailableError when a larger record has no room; ending with up to 1 KiB more always has.
   */
  update(task: TaskRecord): Promise<boolean>;
}

/** Whether a task will never change again. */
export function hasEnded({ status }: Pick<TaskRecord, 'status'>): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}
