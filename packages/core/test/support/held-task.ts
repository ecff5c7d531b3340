import type { Server, TaskSupport } from '@toolgate/core';
import { Arrivals } from './arrivals.js';
import type { HeldCall } from './held-tool.js';

/** Adds a tool that runs as a task until the test lets it go. It ignores its signal. */
export function heldTask(server: Pick<Server, 'tool'>, task: TaskSupport, name = 'work'): Arrivals<HeldCall> {
  const calls = new Arrivals<HeldCall>();
  server.tool(
    name,
    { description: 'Works', task },
    (_input, call) => new Promise((release, fail) => calls.push({ call, release, fail })),
  );
  return calls;
}
