import type { Country } from 'world-countries';
import { z } from 'zod';

/** A country as results name it. */
export const place = z.object({
  name: z.string().describe('Common English name'),
  code: z.string().describe('ISO 3166-1 alpha-3 code; every tool accepts it'),
});

export function placeOf({ name, cca3 }: Country): z.input<typeof place> {
  return { name: name.common, code: cca3 };
}
