import { ToolError } from '@toolgate/core';
import type { Country } from 'world-countries';
import { z } from 'zod';
import type { Gazetteer } from '../countries/gazetteer.js';
import { nearCountries } from '../countries/near-countries.js';

/** An argument that names a country; `role` says which: "where the route starts". */
export function countryArgument(role: string) {
  return z
    .string()
    .trim()
    .min(1)
    .max(80)
    .describe(`${role}: a code ("PT", "PRT", "620", "POR") or a name ("Portugal", "Deutschland", "Ivory Coast")`);
}

/** The country an argument names. Throws a ToolError that offers what may have been meant. */
export function requireCountry(gazetteer: Gazetteer, text: string): Country {
  const country = gazetteer.find(text);
  if (country !== undefined) return country;
  const near = nearCountries(gazetteer.countries, text);
  const hint = near.length === 0 ? 'Look it up with find_countries.' : `Did you mean ${alternatives(near)}?`;
  throw new ToolError('UNKNOWN_COUNTRY', `There is no country "${text}". ${hint}`, {
    details: { near: near.map(({ cca3 }) => cca3) },
  });
}

function alternatives(countries: readonly Country[]): string {
  const names = countries.map(({ name, cca3 }) => `${name.common} (${cca3})`);
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}
