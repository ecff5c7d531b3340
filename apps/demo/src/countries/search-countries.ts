import type { Country } from 'world-countries';
import { fold } from './fold.js';

export interface CountrySearch {
  /** Compared without case and accents; empty text matches every country. */
  readonly query: string;
  readonly region?: string | undefined;
}

const unmatched = 4;

/** Countries that fit, best match first: whole texts, then starts, then starts of words, then any part. */
export function searchCountries(countries: readonly Country[], { query, region }: CountrySearch): readonly Country[] {
  const candidates = region === undefined ? countries : countries.filter((country) => country.region === region);
  if (query === '') return candidates;
  const wanted = fold(query);
  return candidates
    .map((country) => ({ country, rank: rankOf(country, wanted) }))
    .filter(({ rank }) => rank < unmatched)
    .sort((a, b) => a.rank - b.rank)
    .map(({ country }) => country);
}

/** 0 is best. Codes match only whole: "pt" is Portugal's code, and part of Egypt's name. */
function rankOf({ cca2, cca3, ccn3, cioc, name, capital }: Country, wanted: string): number {
  if (wanted === '') return unmatched;
  const natives = Object.values(name.native).flatMap(({ common, official }) => [common, official]);
  const texts = [name.common, name.official, ...natives, ...capital].map(fold);
  if (texts.includes(wanted) || [cca2, cca3, ccn3, cioc].map(fold).includes(wanted)) return 0;
  if (texts.some((text) => text.startsWith(wanted))) return 1;
  if (texts.some((text) => text.includes(` ${wanted}`))) return 2;
  return texts.some((text) => text.includes(wanted)) ? 3 : unmatched;
}
