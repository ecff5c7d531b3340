import { z } from 'zod';

/** What the program that runs autocannon is told; see `LoadRun`. */
export const loadRun = z.object({
  url: z.string(),
  request: z.object({
    headers: z.record(z.string(), z.string()),
    before: z.string(),
    after: z.string(),
    expects: z.object({ text: z.string(), end: z.string(), length: z.number(), events: z.number().optional() }),
  }),
  connections: z.number(),
  seconds: z.number(),
  lastId: z.number(),
});

/** What it prints; see `LoadResult`. */
export const loadResult = z.object({
  requests: z.number(),
  seconds: z.number(),
  bytes: z.number(),
  errors: z.number(),
  fault: z.string().optional(),
  latency: z.object({ p50: z.number(), p99: z.number(), p999: z.number() }),
});
