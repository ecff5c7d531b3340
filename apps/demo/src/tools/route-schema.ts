import { z } from 'zod';
import { place } from './place.js';

/** A route over land: what `land_route` answers, and what the demo's client reads. */
export const routeSchema = z.object({
  bordersCrossed: z.int().min(0).describe('Land borders on the way; 0 where both ends are the same country'),
  countries: z.array(place).describe('Every country on the way, both ends included, in order'),
});
