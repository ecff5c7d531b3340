import type { Server } from '@toolgate/core';
import { z } from 'zod';
import type { Gazetteer } from '../countries/gazetteer.js';
import type { Notebook } from '../notes/notebook.js';
import { countryUri } from '../resources/country-uri.js';
import { countryArgument, requireCountry } from './country-argument.js';
import { noteSchema } from './note-schema.js';
import { place, placeOf } from './place.js';

const output = {
  country: place.describe('The country the note is on'),
  note: noteSchema.describe('The note as it was kept'),
  notes: z.int().min(0).describe('How many notes the country has now'),
};

/** Adds the tool `add_note`. */
export function addNote(server: Server<'auth'>, gazetteer: Gazetteer, notebook: Notebook): void {
  server.tool(
    'add_note',
    {
      title: 'Add a note',
      description:
        'Leaves a note on a country, signed with your name and the time. Everybody who asks for the country sees it until the server restarts; it cannot be changed or removed.',
      input: {
        country: countryArgument('The country'),
        text: z.string().trim().min(1).max(500).describe('What to note, 1 to 500 characters'),
      },
      output,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
      permissions: 'notes.write',
    },
    (input, { principal }) => {
      const country = requireCountry(gazetteer, input.country);
      const note = notebook.add(country, input.text, principal?.name ?? 'somebody');
      server.notify.resourceUpdated(countryUri(country.cca3));
      return { country: placeOf(country), note, notes: notebook.of(country).length };
    },
  );
}
