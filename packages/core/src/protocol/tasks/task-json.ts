import type { TaskRecord } from './task-store.js';

/** A task as the wire shows it (SEP-2663): flat, without its owner. */
export function taskJson({
  owner: _,
  createdAt,
  lastUpdatedAt,
  ...task
}: TaskRecord): Readonly<Record<string, unknown>> {
  return {
    ...task,
    createdAt: new Date(createdAt).toISOString(),
    lastUpdatedAt: new Date(lastUpdatedAt).toISOString(),
  };
}
