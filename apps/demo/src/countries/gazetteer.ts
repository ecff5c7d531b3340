import type { Country } from 'world-countries';
import { fold } from './fold.js';
import { landBorders } from './land-borders.js';

/** Ways to write a country, most binding first: `BRN` is Brunei by ISO and Bahrain only by the Olympic code. */
const spellings: readonly ((country: Country) => readonly string[])[] = [
  ({ cca2, cca3, ccn3 }) => [cca2, cca3, ccn3],
  ({ cioc }) => [cioc],
  ({ name }) => [name.common],
  ({ name }) => [name.official],
  ({ name }) => Object.values(name.native).flatMap(({ common, official }) => [common, official]),
  ({ altSpellings }) => altSpellings,
];

/** Countries by everything they are called, and who shares a land border with whom. */
export class Gazetteer {
  /** In alphabetical order of their common names. */
  readonly countries: readonly Country[];
  readonly #bySpelling: ReadonlyMap<string, Country>;
  readonly #borders: ReadonlyMap<string, readonly Country[]>;

  constructor(countries: readonly Country[]) {
    this.countries = countries.toSorted((a, b) => (fold(a.name.common) < fold(b.name.common) ? -1 : 1));
    this.#bySpelling = indexSpellings(this.countries);
    this.#borders = landBorders(this.countries);
  }

  /** The country with this code or name, whatever its case and accents. */
  find(text: string): Country | undefined {
    return this.#bySpelling.get(fold(text));
  }

  /** Countries across a land border that both sides list, in order of their codes. */
  neighbours({ cca3 }: Country): readonly Country[] {
    return this.#borders.get(cca3) ?? [];
  }
}

function indexSpellings(countries: readonly Country[]): ReadonlyMap<string, Country> {
  const index = new Map<string, Country>();
  for (const spelling of spellings) {
    for (const country of countries) {
      for (const key of spelling(country).map(fold)) {
        if (key !== '' && !index.has(key)) index.set(key, country);
      }
    }
  }
  return index;
}
