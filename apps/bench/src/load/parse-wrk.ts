import { z } from 'zod';
import type { LoadResult } from './load.js';

const count = z.number().nonnegative();
const figures = z.object({
  requests: count,
  microseconds: z.number().positive(),
  bytes: count,
  errors: count,
  p50: count,
  p99: count,
  p999: count,
});

/** Reads what wrk prints with our script. Throws when the lines of figures are missing. */
export function parseWrk(output: string): LoadResult {
  const line = /^figures (\{.*\})$/m.exec(output)?.[1];
  if (line === undefined) throw new Error(`wrk printed no figures: ${output.slice(0, 500)}`);
  const { requests, microseconds, bytes, errors, ...latency } = figures.parse(JSON.parse(line));
  const fault = /^fault (.+)$/m.exec(output)?.[1]?.trim();
  return { requests, seconds: microseconds / 1e6, bytes, errors, fault: fault || undefined, latency };
}
