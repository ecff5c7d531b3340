import { describe, expect, it } from '@jest/globals';
import { fakeClock } from '@toolgate/testing';
import { ask, atlas, connectAs } from './support/atlas-caller.js';

const note = (country: string, text = 'Nice tiles.') => ({ country, text });

describe('add_note', () => {
  it('signs a note with the caller and the time, and shows it to readers', async () => {
    const clock = fakeClock();
    const server = atlas({ clock });
    const [editor, admin, reader] = await Promise.all(
      ['editor', 'admin', 'reader'].map((one) => connectAs(server, one)),
    );
    if (editor === undefined || admin === undefined || reader === undefined) throw new Error('no clients');
    const first = { text: 'Nice tiles.', by: 'editor', at: '2026-01-01T00:00:00.000Z' };
    const second = { text: 'Good coffee.', by: 'admin', at: '2026-01-01T00:01:00.000Z' };

    expect((await ask(editor, 'add_note', note('Portugal'))).data).toEqual({
      country: { name: 'Portugal', code: 'PRT' },
      note: first,
      notes: 1,
    });
    await clock.advance(60_000);
    expect((await ask(admin, 'add_note', note('PRT', ' Good coffee. '))).data).toMatchObject({
      note: second,
      notes: 2,
    });
    expect((await ask(reader, 'country', { country: 'PT' })).data).toMatchObject({ notes: [first, second] });
    expect((await ask(reader, 'country', { country: 'ES' })).data).toMatchObject({ notes: [] });
  });

  it('keeps a bounded number of notes on a country', async () => {
    const editor = await connectAs(atlas({ notes: { perCountry: 2 } }), 'editor');
    for (let count = 0; count < 2; count++) await ask(editor, 'add_note', note('Portugal'));
    expect(await ask(editor, 'add_note', note('Portugal'))).toMatchObject({
      error: 'Portugal has 2 notes, the most a country can have: note it on another country.',
      code: 'NOTES_FULL',
    });
    expect((await ask(editor, 'add_note', note('Spain'))).error).toBeUndefined();
  });

  it('keeps a bounded number of notes in all', async () => {
    const editor = await connectAs(atlas({ notes: { total: 2 } }), 'editor');
    for (const country of ['Portugal', 'Spain']) await ask(editor, 'add_note', note(country));
    const { error } = await ask(editor, 'add_note', note('France'));
    expect(error).toBe('The notebook holds 2 notes, the most it can: it empties when the server restarts.');
  });

  it('keeps 20 notes on a country unless it is told otherwise', async () => {
    const editor = await connectAs(atlas(), 'editor');
    const answers = [];
    for (let count = 0; count < 21; count++) answers.push(await ask(editor, 'add_note', note('Portugal')));
    expect(answers.map(({ error }) => error === undefined)).toEqual([...Array(20).fill(true), false]);
  });

  it('takes a text of 1 to 500 characters', async () => {
    const editor = await connectAs(atlas(), 'editor');
    expect((await ask(editor, 'add_note', note('Portugal', 'x'.repeat(500)))).error).toBeUndefined();
    expect((await ask(editor, 'add_note', note('Portugal', 'x'.repeat(501)))).code).toBe('VALIDATION');
    expect(await ask(editor, 'add_note', note('Portugal', '  '))).toMatchObject({ code: 'VALIDATION' });
  });

  it('keeps nothing for a country that does not exist', async () => {
    const editor = await connectAs(atlas({ notes: { total: 1 } }), 'editor');
    expect((await ask(editor, 'add_note', note('Spainn'))).code).toBe('UNKNOWN_COUNTRY');
    expect((await ask(editor, 'add_note', note('Spain'))).error).toBeUndefined();
  });
});
