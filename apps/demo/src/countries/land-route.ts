import type { Country } from 'world-countries';
import type { Gazetteer } from './gazetteer.js';

/**
 * The fewest land borders from one country to another, both ends included; undefined where land does not lead there.
 * Of equally short routes it is always the same one, for neighbours are tried in order of their codes.
 */
export function landRoute(gazetteer: Gazetteer, from: Country, to: Country): readonly Country[] | undefined {
  const cameFrom = new Map<Country, Country | undefined>([[from, undefined]]);
  // The loop also visits what it adds: a Map keeps its order.
  for (const country of cameFrom.keys()) {
    if (country === to) return trace(cameFrom, to);
    for (const neighbour of gazetteer.neighbours(country)) {
      if (!cameFrom.has(neighbour)) cameFrom.set(neighbour, country);
    }
  }
  return undefined;
}

function trace(cameFrom: ReadonlyMap<Country, Country | undefined>, to: Country): readonly Country[] {
  const route: Country[] = [];
  for (let at: Country | undefined = to; at !== undefined; at = cameFrom.get(at)) route.unshift(at);
  return route;
}
