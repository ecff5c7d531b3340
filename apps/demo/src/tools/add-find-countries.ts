import type { Server } from '@toolgate/core';
import { z } from 'zod';
import type { Gazetteer } from '../countries/gazetteer.js';
import { searchCountries } from '../countries/search-countries.js';
import { place, placeOf } from './place.js';

const regions = ['Africa', 'Americas', 'Antarctic', 'Asia', 'Europe', 'Oceania'] as const;

const input = {
  query: z
    .string()
    .trim()
    .max(80)
    .default('')
    .describe(
      'Part of an English, official or native name or of a capital, or a whole code. Without it: all countries',
    ),
  region: z.enum(regions).optional().describe('Only countries of this region'),
  page: z.int().min(1).max(250).default(1).describe('Which page of the matches, from 1'),
  pageSize: z.int().min(1).max(50).default(10).describe('Countries on one page'),
};

const output = {
  countries: z
    .array(
      place.extend({
        officialName: z.string().describe('Official English name'),
        capitals: z.array(z.string()).describe('Empty where there is none'),
        region: z.string().describe('Region, such as Europe'),
        subregion: z.string().describe('Part of the region, empty where there is none'),
        flag: z.string().describe('Flag as an emoji'),
      }),
    )
    .describe('This page of the matches, best match first; empty after the last page'),
  total: z.int().min(0).describe('Matches on all pages'),
  page: z.int().min(1).describe('The page this is'),
  pages: z.int().min(0).describe('How many pages there are'),
};

/** Adds the tool `find_countries`. */
export function addFindCountries(server: Server<'auth'>, { countries }: Gazetteer): void {
  server.tool(
    'find_countries',
    {
      title: 'Find countries',
      description:
        'Searches the 250 countries and territories of the world by name, capital or code, one page at a time. Use it when you do not know how a country is called here, or to list a region.',
      input,
      output,
      annotations: { readOnlyHint: true, openWorldHint: false },
      permissions: 'countries.read',
    },
    ({ query, region, page, pageSize }) => {
      const found = searchCountries(countries, { query, region });
      const start = (page - 1) * pageSize;
      const shown = found.slice(start, start + pageSize).map((country) => ({
        ...placeOf(country),
        officialName: country.name.official,
        capitals: country.capital,
        region: country.region,
        subregion: country.subregion,
        flag: country.flag,
      }));
      return { countries: shown, total: found.length, page, pages: Math.ceil(found.length / pageSize) };
    },
  );
}
