import type { Clock } from '../../clock.js';
import { UnavailableError } from '../../errors/toolgate-error.js';
import { parseCount } from '../../settings/count.js';
import { refuseUnknownKeys } from '../../settings/refuse-unknown-keys.js';
import { parseSize, type Size } from '../../settings/size.js';
import { OldestFirst } from '../oldest-first.js';
import { hasEnded, type TaskRecord, type TaskStore } from './task-store.js';

export interface MemoryTaskStoreOptions {
  readonly clock: Clock;
  /** Default 10,000. */
  readonly maxTasks?: number | undefined;
  /** Tasks of one owner. Default 100. */
  readonly maxTasksPerOwner?: number | undefined;
  /** Records as JSON, 512 bytes more for each and 1 KiB more while it runs, so that it can end. Default `"64mb"`. */
  readonly maxBytes?: Size | undefined;
}

interface Limits {
  readonly tasks: number;
  readonly tasksPerOwner: number;
  readonly bytes: number;
}

interface KeptTask {
  readonly taskId: string;
  readonly owner: string;
  readonly ended: boolean;
  readonly expires: number;
  // Text is a copy by nature, and takes the memory it is counted for.
  readonly json: string;
  readonly bytes: number;
}

/** Tasks that run, and those that have ended in the order they did. */
interface OwnTasks {
  running: number;
  readonly ended: OldestFirst<KeptTask>;
}

const names = ['clock', 'maxTasks', 'maxTasksPerOwner', 'maxBytes'] as const;
const overhead = 512;
const reserve = 1024;
const retryAfterMs = 5_000;

/**
 * A task store in this process, for one server. When it is full, ended tasks make room: the owner's own before others',
 * the one that ended longest ago first. A running task never does.
 */
export function memoryTaskStore(options: MemoryTaskStoreOptions): TaskStore {
  refuseUnknownKeys(options, names, 'memoryTaskStore');
  const bytes = parseSize(options.maxBytes ?? '64mb', 'memoryTaskStore.maxBytes');
  return new MemoryTaskStore(options.clock, {
    tasks: parseCount(options.maxTasks ?? 10_000, 'memoryTaskStore.maxTasks'),
    tasksPerOwner: parseCount(options.maxTasksPerOwner ?? 100, 'memoryTaskStore.maxTasksPerOwner'),
    bytes: parseCount(bytes, 'memoryTaskStore.maxBytes'),
  });
}

class MemoryTaskStore implements TaskStore {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #tasks = new Map<string, KeptTask>();
  readonly #expiries = new Map<string, () => void>();
  readonly #ended = new OldestFirst<KeptTask>();
  readonly #byOwner = new Map<string, OwnTasks>();
  #bytes = 0;
  #runningBytes = 0;

  constructor(clock: Clock, limits: Limits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  async create(record: TaskRecord): Promise<void> {
    const task = kept(record);
    if (this.#alive(task.taskId) !== undefined) {
      throw new TypeError(`The task ${task.taskId} exists already: give each task an id of its own.`);
    }
    this.#makeRoom(task.owner, 1, task.bytes);
    this.#add(task);
  }

  async get(taskId: string): Promise<TaskRecord | undefined> {
    const task = this.#alive(taskId);
    if (task === undefined) return undefined;
    const record: TaskRecord = JSON.parse(task.json);
    return record;
  }

  async update(record: TaskRecord): Promise<boolean> {
    const before = this.#alive(record.taskId);
    if (before === undefined || before.ended || before.owner !== record.owner) return false;
    const task = kept(record);
    this.#makeRoom(task.owner, 0, task.bytes - before.bytes);
    this.#remove(before);
    this.#add(task);
    return true;
  }

  #alive(taskId: string): KeptTask | undefined {
    const task = this.#tasks.get(taskId);
    if (task === undefined || this.#clock.wallTime() < task.expires) return task;
    // The wall clock was moved on, and the timer of the task was not.
    this.#remove(task);
    return undefined;
  }

  /** Evicts until so many tasks and bytes more find room; where that cannot be, it throws and evicts nothing. */
  #makeRoom(owner: string, tasks: 0 | 1, bytes: number): void {
    const { tasks: maxTasks, tasksPerOwner, bytes: maxBytes } = this.#limits;
    const own = this.#byOwner.get(owner) ?? noTasks();
    const running = this.#tasks.size - this.#ended.size;
    if (own.running + tasks > tasksPerOwner) {
      throw new UnavailableError(`This caller has ${own.running} tasks running: wait for one to end.`, {
        retryAfterMs,
      });
    }
    if (running + tasks > maxTasks || this.#runningBytes + bytes > maxBytes) {
      throw new UnavailableError('The server has no room for this task.', { retryAfterMs });
    }
    while (own.running + own.ended.size + tasks > tasksPerOwner) this.#remove(own.ended.oldest());
    while (this.#tasks.size + tasks > maxTasks || this.#bytes + bytes > maxBytes) {
      this.#remove(own.ended.oldest() ?? this.#ended.oldest());
    }
  }

  #add(task: KeptTask): void {
    const own = this.#byOwner.get(task.owner) ?? noTasks();
    this.#byOwner.set(task.owner, own);
    this.#tasks.set(task.taskId, task);
    this.#bytes += task.bytes;
    if (task.ended) {
      this.#ended.set(task.taskId, task);
      own.ended.set(task.taskId, task);
    } else {
      this.#runningBytes += task.bytes;
      own.running++;
    }
    const left = Math.max(0, task.expires - this.#clock.wallTime());
    this.#expiries.set(
      task.taskId,
      this.#clock.schedule(left, () => this.#remove(task)),
    );
  }

  #remove(task: KeptTask | undefined): void {
    if (task === undefined || !this.#tasks.delete(task.taskId)) return;
    this.#expiries.get(task.taskId)?.();
    this.#expiries.delete(task.taskId);
    this.#bytes -= task.bytes;
    const own = this.#byOwner.get(task.owner) ?? noTasks();
    if (task.ended) {
      this.#ended.delete(task.taskId);
      own.ended.delete(task.taskId);
    } else {
      this.#runningBytes -= task.bytes;
      own.running--;
    }
    if (own.running + own.ended.size === 0) this.#byOwner.delete(task.owner);
  }
}

function noTasks(): OwnTasks {
  return { running: 0, ended: new OldestFirst() };
}

function kept(record: TaskRecord): KeptTask {
  const json = JSON.stringify(record);
  const ended = hasEnded(record);
  const bytes = overhead + Buffer.byteLength(json) + (ended ? 0 : reserve);
  return { taskId: record.taskId, owner: record.owner, ended, expires: record.createdAt + record.ttlMs, json, bytes };
}
