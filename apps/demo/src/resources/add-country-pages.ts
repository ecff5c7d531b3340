import type { Server } from '@toolgate/core';
import type { Gazetteer } from '../countries/gazetteer.js';
import { searchCountries } from '../countries/search-countries.js';
import type { Notebook } from '../notes/notebook.js';
import { profileOf } from '../tools/country-profile.js';

/** Adds the resources `countries` and `country_page`: the list, and each country under its code. */
export function addCountryPages(server: Server<'auth'>, gazetteer: Gazetteer, notebook: Notebook): void {
  server
    .resource(
      'countries',
      {
        uri: 'atlas://countries',
        title: 'All countries',
        description: 'Code and name of every country, one a line',
        mimeType: 'text/plain',
        permissions: 'countries.read',
      },
      () => gazetteer.countries.map(({ cca3, name }) => `${cca3} ${name.common}`).join('\n'),
    )
    .resource(
      'country_page',
      {
        template: 'atlas://countries/{code}',
        title: 'One country',
        description: 'The facts about one country, and the notes on it. Subscribe to hear of new notes.',
        mimeType: 'application/json',
        complete: {
          code: (typed) => searchCountries(gazetteer.countries, { query: typed }).map(({ cca3 }) => cca3),
        },
        permissions: 'countries.read',
      },
      ({ code }) => {
        const country = gazetteer.find(code);
        // One country has one URI: whoever subscribes to it under another name would hear of nothing.
        if (country?.cca3 !== code) return undefined;
        return profileOf(country, gazetteer.neighbours(country), notebook.of(country));
      },
    );
}
