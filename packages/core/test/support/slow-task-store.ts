import { type Clock, memoryTaskStore, type TaskStore } from '@toolgate/core';
import { Arrivals } from './arrivals.js';

/** A task store that answers `get` only when the test lets it. */
export function slowTaskStore(clock: Clock): { readonly store: TaskStore; readonly asked: Arrivals<() => void> } {
  const memory = memoryTaskStore({ clock });
  const asked = new Arrivals<() => void>();
  const store: TaskStore = {
    create: (task) => memory.create(task),
    update: (task) => memory.update(task),
    get: (id) => new Promise((resolve) => asked.push(() => resolve(memory.get(id)))),
  };
  return { store, asked };
}
