import { z } from 'zod';
import { icon } from '../content-block.js';

/** Core's own options of a prompt, for callers the compiler does not check. What is compiled is checked there. */
export const promptOptions = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  icons: z.array(icon).optional(),
  arguments: z.unknown().optional(),
  complete: z.record(z.string(), z.unknown()).optional(),
  timeout: z.unknown().optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});
