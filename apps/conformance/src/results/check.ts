import { z } from 'zod';

const status = z.enum(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO']);

/** One check as the suite writes it; an id may come several times in a scenario. */
export const checkSchema = z.object({
  id: z.string(),
  status,
  description: z.string().default(''),
  errorMessage: z.string().optional(),
});

export type Check = z.infer<typeof checkSchema>;
