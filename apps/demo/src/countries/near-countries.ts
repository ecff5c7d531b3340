import type { Country } from 'world-countries';
import { editDistance } from './edit-distance.js';
import { fold } from './fold.js';

const most = 3;
/** A shorter text is part of too many names to hint at one. */
const shortestPart = 3;

/** At most three countries that may be meant by a text that is no country's name, the likeliest first. */
export function nearCountries(countries: readonly Country[], text: string): readonly Country[] {
  const wanted = fold(text);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return countries
    .map((country) => ({ country, distance: distanceTo(country, wanted) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ country }) => country);
}

function distanceTo({ name }: Country, wanted: string): number {
  const natives = Object.values(name.native).map(({ common }) => common);
  return Math.min(...[name.common, name.official, ...natives].map((one) => distance(fold(one), wanted)));
}

function distance(name: string, wanted: string): number {
  const [shorter, longer] = name.length < wanted.length ? [name, wanted] : [wanted, name];
  if (shorter.length >= shortestPart && longer.includes(shorter)) return 1;
  return editDistance(name, wanted);
}
