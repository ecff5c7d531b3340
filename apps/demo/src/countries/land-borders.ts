import type { Country } from 'world-countries';

/**
 * Neighbours by cca3 code, in order of their codes. A border counts only where both sides list it: the data gives
 * Sri Lanka a border with India, over a strait, that India does not have with Sri Lanka.
 */
export function landBorders(countries: readonly Country[]): ReadonlyMap<string, readonly Country[]> {
  const byCode = new Map(countries.map((country) => [country.cca3, country]));
  return new Map(countries.map((country) => [country.cca3, mutual(country, byCode)]));
}

function mutual({ cca3, borders }: Country, byCode: ReadonlyMap<string, Country>): readonly Country[] {
  return borders.toSorted().flatMap((code) => {
    const other = byCode.get(code);
    return other?.borders.includes(cca3) === true ? [other] : [];
  });
}
