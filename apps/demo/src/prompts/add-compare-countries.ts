import type { Server } from '@toolgate/core';
import type { Gazetteer } from '../countries/gazetteer.js';
import { searchCountries } from '../countries/search-countries.js';
import { countryUri } from '../resources/country-uri.js';
import { countryArgument, requireCountry } from '../tools/country-argument.js';

/** Adds the prompt `compare_countries`. */
export function addCompareCountries(server: Server<'auth'>, gazetteer: Gazetteer): void {
  const complete = (typed: string): readonly string[] =>
    searchCountries(gazetteer.countries, { query: typed }).map(({ name }) => name.common);
  server.prompt(
    'compare_countries',
    {
      title: 'Compare two countries',
      description: 'Asks for a comparison of two countries, with links to the facts about them',
      arguments: { first: countryArgument('One country'), second: countryArgument('The other') },
      complete: { first: complete, second: complete },
      permissions: 'countries.read',
    },
    (input) => {
      const countries = [requireCountry(gazetteer, input.first), requireCountry(gazetteer, input.second)];
      const names = countries.map(({ name }) => name.common).join(' and ');
      const text = `Compare ${names}: where they lie, how large they are, what is spoken there, and how to get from one to the other over land. Use the facts in the resources below.`;
      return {
        messages: [
          { role: 'user', content: { type: 'text', text } },
          ...countries.map(({ cca3, name }) => ({
            role: 'user',
            content: { type: 'resource_link', uri: countryUri(cca3), name: name.common, mimeType: 'application/json' },
          })),
        ],
      };
    },
  );
}
