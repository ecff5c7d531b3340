import { z } from 'zod';

/** A note as results show it. */
export const noteSchema = z.object({
  text: z.string().describe('What was noted'),
  by: z.string().describe('Who noted it'),
  at: z.iso.datetime().describe('When, in UTC'),
});
