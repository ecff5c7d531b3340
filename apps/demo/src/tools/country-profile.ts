import type { Country } from 'world-countries';
import { z } from 'zod';
import type { Note } from '../notes/notebook.js';
import { noteSchema } from './note-schema.js';
import { place, placeOf } from './place.js';

/** Everything Atlas tells about one country. */
export const countryProfile = place.extend({
  officialName: z.string().describe('Official English name'),
  nativeNames: z.array(z.string()).describe('Common names in its own languages'),
  codes: z
    .object({
      cca2: z.string().describe('ISO 3166-1 alpha-2'),
      ccn3: z.string().describe('ISO 3166-1 numeric, empty where there is none'),
      cioc: z.string().describe('International Olympic Committee, empty where there is none'),
    })
    .describe('Other codes'),
  flag: z.string().describe('Flag as an emoji'),
  capitals: z.array(z.string()).describe('Empty where there is none'),
  region: z.string().describe('Region, such as Europe'),
  subregion: z.string().describe('Part of the region, empty where there is none'),
  languages: z.array(z.string()).describe('English names of its official languages'),
  currencies: z.array(z.string()).describe('Codes and names: "EUR Euro"'),
  areaKm2: z.number().nullable().describe('Area in square kilometres, null where it is not known'),
  latitude: z.number().describe('Of its middle, in degrees north'),
  longitude: z.number().describe('Of its middle, in degrees east'),
  landlocked: z.boolean().describe('Whether it has no coast'),
  unMember: z.boolean().describe('Whether it is a member of the United Nations'),
  neighbours: z.array(place).describe('Countries it shares a land border with'),
  notes: z.array(noteSchema).describe('What users of this server noted, oldest first; not part of the data set'),
});

/** The profile of a country, without what the data marks as unknown. */
export function profileOf(
  country: Country,
  neighbours: readonly Country[],
  notes: readonly Note[],
): z.input<typeof countryProfile> {
  const { cca2, ccn3, cioc, capital, flag, region, subregion, landlocked, unMember } = country;
  const [latitude, longitude] = country.latlng;
  return {
    ...placeOf(country),
    officialName: country.name.official,
    nativeNames: Object.values(country.name.native).map(({ common }) => common),
    codes: { cca2, ccn3, cioc },
    flag,
    capitals: capital,
    region,
    subregion,
    languages: Object.values(country.languages),
    currencies: Object.entries(country.currencies).map(([code, { name }]) => `${code} ${name}`),
    // The data says -1 where it does not know.
    areaKm2: country.area < 0 ? null : country.area,
    latitude,
    longitude,
    landlocked,
    unMember,
    neighbours: neighbours.map(placeOf),
    notes: [...notes],
  };
}
