import type { TaskRecord } from '../../src/protocol/tasks/task-store.js';

export interface NaiveTaskBounds {
  readonly maxTasks: number;
  readonly maxTasksPerOwner: number;
  readonly maxBytes: number;
}

const running = new Set(['working', 'input_required']);

/** Whether the record may still change. */
export function runs({ status }: TaskRecord): boolean {
  return running.has(status);
}

/** What the memory store must do, as slow and plain as can be: lists are filtered and counted anew each time. */
export class NaiveTaskStore {
  readonly #bounds: NaiveTaskBounds;
  /** Ended tasks stand in the order they ended. */
  tasks: readonly TaskRecord[] = [];

  constructor(bounds: NaiveTaskBounds) {
    this.#bounds = bounds;
  }

  /** What to expect of `create`. */
  create(task: TaskRecord): 'created' | 'taken' | 'full' {
    if (this.get(task.taskId) !== undefined) return 'taken';
    const rest = this.#roomFor(task, this.tasks);
    if (rest === undefined) return 'full';
    this.tasks = [...rest, task];
    return 'created';
  }

  get(taskId: string): TaskRecord | undefined {
    return this.tasks.find((task) => task.taskId === taskId);
  }

  /** What to expect of `update`. */
  update(task: TaskRecord): boolean | 'full' {
    const before = this.get(task.taskId);
    if (before === undefined || before.owner !== task.owner || !runs(before)) return false;
    const others = this.tasks.filter((other) => other !== before);
    const rest = this.#roomFor(task, others);
    if (rest === undefined) return 'full';
    this.tasks = [...rest, task];
    return true;
  }

  expire(wallTime: number): void {
    this.tasks = this.tasks.filter(({ createdAt, ttlMs }) => wallTime < createdAt + ttlMs);
  }

  fits(tasks: readonly TaskRecord[]): boolean {
    const bytes = tasks.reduce((sum, task) => sum + sizeOf(task), 0);
    return tasks.length <= this.#bounds.maxTasks && bytes <= this.#bounds.maxBytes;
  }

  /** The others that stay when `task` joins them, or undefined when no eviction is enough. */
  #roomFor(task: TaskRecord, others: readonly TaskRecord[]): readonly TaskRecord[] | undefined {
    const isOwn = (other: TaskRecord): boolean => other.owner === task.owner;
    const owned = (tasks: readonly TaskRecord[]): number => tasks.filter(isOwn).length;
    let rest = others;
    const evict = (whose: (other: TaskRecord) => boolean): boolean => {
      const oldest = rest.find((other) => !runs(other) && whose(other));
      rest = rest.filter((other) => other !== oldest);
      return oldest !== undefined;
    };
    while (owned(rest) >= this.#bounds.maxTasksPerOwner) if (!evict(isOwn)) return undefined;
    while (!this.fits([...rest, task])) if (!evict(isOwn) && !evict(() => true)) return undefined;
    return rest;
  }
}

function sizeOf(task: TaskRecord): number {
  return 512 + Buffer.byteLength(JSON.stringify(task)) + (runs(task) ? 1024 : 0);
}
