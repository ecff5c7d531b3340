import { z } from 'zod';
import { icon } from '../content-block.js';

const annotations = z.strictObject({
  title: z.string().optional(),
  readOnlyHint: z.boolean().optional(),
  destructiveHint: z.boolean().optional(),
  idempotentHint: z.boolean().optional(),
  openWorldHint: z.boolean().optional(),
});

/** Core's own options of a tool, for callers the compiler does not check. Schemas and the timeout are checked where they are compiled. */
export const toolOptions = z.object({
  description: z.string(),
  title: z.string().optional(),
  icons: z.array(icon).optional(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  annotations: annotations.optional(),
  timeout: z.unknown().optional(),
  maxRequestSize: z.unknown().optional(),
  task: z.enum(['optional', 'required', 'manual']).optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});
