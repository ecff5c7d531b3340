import type { LimitOptions } from '@toolgate/core';

/** What the benchmark raises so that one caller can load a server with all its strength. Nothing is switched off. */
export const limits = {
  inFlight: 10_000,
  inFlightPerCaller: 10_000,
  sessions: 2_000_000,
  sessionsPerCaller: 2_000_000,
} as const satisfies LimitOptions;
