import { z } from 'zod';
import { blockAnnotations, icon } from '../content-block.js';

/** Core's own options of a resource, for callers the compiler does not check. What is compiled is checked there. */
export const resourceOptions = z.object({
  uri: z.string().optional(),
  template: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  mimeType: z.string().optional(),
  size: z.int().nonnegative().optional(),
  icons: z.array(icon).optional(),
  annotations: blockAnnotations,
  input: z.unknown().optional(),
  complete: z.record(z.string(), z.unknown()).optional(),
  timeout: z.unknown().optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});
