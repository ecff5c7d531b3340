import type { Country } from 'world-countries';
import type { Gazetteer } from './gazetteer.js';
import { landRoute } from './land-route.js';

/** Two countries as far from each other, in land borders, as any two are. */
export interface LongestRoute {
  readonly route: readonly Country[];
  /** How many pairs are as far apart as these two, themselves included. */
  readonly pairs: number;
}

/** Looks at all pairs of countries, one start at a time, so that others are served in between; `onStart` counts the starts. */
export async function longestRoute(
  gazetteer: Gazetteer,
  signal: AbortSignal,
  onStart: (start: number) => void,
): Promise<LongestRoute> {
  let longest: readonly Country[] = [];
  let pairs = 0;
  for (const [index, from] of gazetteer.countries.entries()) {
    signal.throwIfAborted();
    onStart(index);
    for (const to of gazetteer.countries.slice(index + 1)) {
      const route = landRoute(gazetteer, from, to) ?? [];
      if (route.length === longest.length) pairs++;
      if (route.length <= longest.length) continue;
      longest = route;
      pairs = 1;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { route: longest, pairs };
}
