import type { Server } from '@toolgate/core';
import type { Gazetteer } from '../countries/gazetteer.js';
import type { Notebook } from '../notes/notebook.js';
import { countryArgument, requireCountry } from './country-argument.js';
import { countryProfile, profileOf } from './country-profile.js';

/** Adds the tool `country`. */
export function addCountry(server: Server<'auth'>, gazetteer: Gazetteer, notebook: Notebook): void {
  server.tool(
    'country',
    {
      title: 'Country',
      description:
        'Tells the facts about one country: names, codes, capitals, languages, currencies, area, neighbours over land, and the notes users of this server left on it.',
      input: { country: countryArgument('The country') },
      output: countryProfile,
      annotations: { readOnlyHint: true, openWorldHint: false },
      permissions: 'countries.read',
    },
    (input) => {
      const country = requireCountry(gazetteer, input.country);
      return profileOf(country, gazetteer.neighbours(country), notebook.of(country));
    },
  );
}
