import { randomBytes } from 'node:crypto';
import type { Lifetime } from '../../call/lifetime.js';
import type { TimeoutQueue } from '../../call/timeout-queue.js';
import type { Clock } from '../../clock.js';
import { TimeoutError } from '../../errors/toolgate-error.js';
import type { Logger } from '../../log.js';
import { TaskRun } from './task-run.js';
import type { TaskRecord, TaskStore } from './task-store.js';

export interface TasksOptions {
  readonly store: TaskStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a task lives, from its beginning. */
  readonly ttl: TimeoutQueue;
  readonly pollIntervalMs: number;
  readonly onChange: (task: TaskRecord) => void;
}

/** The server's tasks: their records in the store, and those that run in this process. */
export class Tasks {
  readonly #options: TasksOptions;
  readonly #runs = new Map<string, TaskRun>();

  constructor(options: TasksOptions) {
    this.#options = options;
  }

  /** Begins a task, readable once this settles; `lifetime` is that of its work, and gets the task's own limit. */
  async begin(owner: string, lifetime: Lifetime): Promise<TaskRun> {
    const { store, clock, log, ttl, pollIntervalMs, onChange } = this.#options;
    const now = clock.wallTime();
    const record: TaskRecord = {
      taskId: randomBytes(16).toString('base64url'),
      owner,
      status: 'working',
      createdAt: now,
      lastUpdatedAt: now,
      ttlMs: ttl.ms,
      pollIntervalMs,
    };
    await store.create(record);
    const run = new TaskRun(record, { store, clock, log, lifetime, onChange });
    this.#runs.set(record.taskId, run);
    lifetime.endLimit();
    lifetime.startLimit(ttl, () => lifetime.abort(new TimeoutError('The task took longer than a task may.')));
    return run;
  }

  /** The work has ended. */
  forget({ record }: TaskRun): void {
    this.#runs.delete(record.taskId);
  }

  /** A task of its owner; anybody else's does not exist. */
  async find(taskId: string, owner: string): Promise<TaskRecord | undefined> {
    const record = await this.#options.store.get(taskId);
    return record?.owner === owner ? record : undefined;
  }

  /** A task that runs in this process. */
  run(taskId: string): TaskRun | undefined {
    return this.#runs.get(taskId);
  }

  /** Ends a task wherever it runs; one that has ended stays as it is. */
  async cancel(record: TaskRecord, reason: unknown): Promise<void> {
    const run = this.#runs.get(record.taskId);
    if (run !== undefined) return run.cancel(reason);
    const { inputRequests: _, ...rest } = record;
    const cancelled: TaskRecord = { ...rest, status: 'cancelled', lastUpdatedAt: this.#options.clock.wallTime() };
    if (await this.#options.store.update(cancelled)) this.#options.onChange(cancelled);
  }
}
