import type { Call, Server } from '@toolgate/core';
import { z } from 'zod';
import { Arrivals } from './arrivals.js';

/** A call that has reached its handler and waits there. */
export interface HeldCall {
  readonly call: Call;
  release(value: unknown): void;
  fail(reason: unknown): void;
}

/** Adds a tool whose calls wait until the test lets them go. It ignores its signal. */
export function heldTool(server: Pick<Server, 'tool'>, name = 'hold'): Arrivals<HeldCall> {
  const calls = new Arrivals<HeldCall>();
  server.tool(
    name,
    { description: 'Waits', input: { label: z.string().optional() } },
    (_input, call) => new Promise((release, fail) => calls.push({ call, release, fail })),
  );
  return calls;
}
