import { type Server, ToolError } from '@toolgate/core';
import { z } from 'zod';
import type { Gazetteer } from '../countries/gazetteer.js';
import type { Notebook } from '../notes/notebook.js';
import { countryUri } from '../resources/country-uri.js';
import { countryArgument, requireCountry } from './country-argument.js';
import { place, placeOf } from './place.js';

const output = {
  country: place.describe('The country that was asked for'),
  removed: z.int().min(0).describe('How many notes were removed; 0 where the user said no'),
};

/** Adds the tool `clear_notes`, which asks the user before it removes anything. */
export function addClearNotes(server: Server<'auth'>, gazetteer: Gazetteer, notebook: Notebook): void {
  server.tool(
    'clear_notes',
    {
      title: 'Clear the notes',
      description:
        'Removes all notes on a country, whoever wrote them. The user is asked first, so it needs a client that can show a form; nothing brings the notes back.',
      input: { country: countryArgument('The country') },
      output,
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
      permissions: 'notes.write',
    },
    async (input, call) => {
      const country = requireCountry(gazetteer, input.country);
      const count = notebook.of(country).length;
      if (count === 0) throw new ToolError('NO_NOTES', `There are no notes on ${country.name.common}.`);
      const answer = await call.elicit('confirm', {
        message: `Remove ${count} notes on ${country.name.common}? Nothing brings them back.`,
        form: { remove: z.boolean().describe('Remove them') },
      });
      const agreed = answer.action === 'accept' && answer.content.remove;
      const removed = agreed ? notebook.clear(country) : 0;
      if (removed > 0) server.notify.resourceUpdated(countryUri(country.cca3));
      return { country: placeOf(country), removed };
    },
  );
}
