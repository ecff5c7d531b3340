import type { Accept, Asking, InputRequest } from '../../call/asking.js';
import type { Lifetime } from '../../call/lifetime.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log.js';
import type { TaskError, TaskRecord, TaskStore } from './task-store.js';

export interface TaskRunOptions {
  readonly store: TaskStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** Ends when the task is cancelled, when its time is over, and with the server. */
  readonly lifetime: Lifetime;
  /** Hears of every change that the store has taken. */
  readonly onChange: (task: TaskRecord) => void;
}

interface Question {
  readonly request: InputRequest;
  readonly answer: (raw: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type TaskEnd =
  | { readonly status: 'completed'; readonly result: Readonly<Record<string, unknown>> }
  | { readonly status: 'failed'; readonly error: TaskError }
  | { readonly status: 'cancelled' };

/** A task that runs in this process. It asks the client by showing its questions to whoever polls it. */
export class TaskRun implements Asking {
  readonly #options: TaskRunOptions;
  readonly #questions = new Map<string, Question>();
  /** An attempt that is repeated does not ask again. */
  readonly #answers = new Map<string, unknown>();
  #record: TaskRecord;
  #saved: Promise<void> = Promise.resolve();

  constructor(record: TaskRecord, options: TaskRunOptions) {
    this.#record = record;
    this.#options = options;
    options.lifetime.onAbort((reason) => this.#withdraw(reason));
  }

  get record(): TaskRecord {
    return this.#record;
  }

  async ask<T>(key: string, request: InputRequest, accept: Accept<T>): Promise<T> {
    for (;;) {
      const raw = this.#answers.has(key) ? this.#answers.get(key) : await this.#question(key, request);
      const answer = await accept(raw);
      if (answer !== undefined) {
        this.#answers.set(key, raw);
        return answer;
      }
      this.#answers.delete(key);
    }
  }

  /** Knows the answers that were given before the call was a task. */
  recall(answers: Readonly<Record<string, unknown>>): void {
    for (const [key, raw] of Object.entries(answers)) this.#answers.set(key, raw);
  }

  /** Takes answers by key; those to nothing that is asked are ignored, and the others stay asked. */
  async answer(responses: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [key, raw] of Object.entries(responses)) this.#questions.get(key)?.answer(raw);
    await this.#save();
  }

  complete(result: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#end({ status: 'completed', result });
  }

  fail(error: TaskError): Promise<void> {
    return this.#end({ status: 'failed', error });
  }

  /** Ends the work too; without effect on a task that has ended. */
  async cancel(reason: unknown): Promise<void> {
    const ended = this.#end({ status: 'cancelled' });
    this.#options.lifetime.abort(reason);
    await ended;
  }

  #question(key: string, request: InputRequest): Promise<unknown> {
    const { lifetime } = this.#options;
    if (lifetime.aborted) return Promise.reject(lifetime.reason);
    return new Promise((resolve, reject) => {
      const answer = (raw: unknown): void => {
        this.#questions.delete(key);
        resolve(raw);
      };
      this.#questions.set(key, { request, answer, reject });
      void this.#save();
    });
  }

  #end(end: TaskEnd): Promise<void> {
    const saved = this.#save(end);
    this.#withdraw(new Error('the task has ended, so nobody answers'));
    return saved;
  }

  #withdraw(reason: unknown): void {
    for (const { reject } of this.#questions.values()) reject(reason);
    this.#questions.clear();
  }

  /** One after the other, so that the store sees changes in their order. Never rejects: the caller has its answer already. */
  #save(end?: TaskEnd): Promise<void> {
    const { inputRequests: _, ...record } = this.#record;
    const asked = Object.fromEntries([...this.#questions].map(([key, { request }]) => [key, request]));
    const open = this.#questions.size > 0;
    const now = { lastUpdatedAt: this.#options.clock.wallTime() };
    this.#record = {
      ...record,
      ...now,
      ...(end ?? (open ? { status: 'input_required', inputRequests: asked } : { status: 'working' })),
    };
    const next = this.#record;
    this.#saved = this.#saved.then(() => this.#store(next));
    return this.#saved;
  }

  async #store(record: TaskRecord): Promise<void> {
    const { store, log, onChange } = this.#options;
    try {
      if (await store.update(record)) onChange(record);
    } catch (error) {
      log.error({ err: error, task: record.taskId }, 'the task store failed');
      if (record.status === 'completed') await this.#store(unkept(record));
    }
  }
}

/** A result that cannot be kept is none: the task has failed, and whoever polls it learns so. */
function unkept({ result: _, ...record }: TaskRecord): TaskRecord {
  return { ...record, status: 'failed', error: { code: -32603, message: 'The result could not be kept.' } };
}
