import { describe, expect, it } from '@jest/globals';
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { connect } from '@toolgate/testing';
import { ask, atlas, connectAs, keys } from './support/atlas-caller.js';

/** An editor whose user answers every form with this. */
function editorWho(server: ReturnType<typeof atlas>, answer: ElicitResult) {
  return connect(server, {
    headers: { 'x-api-key': keys.editor?.secret ?? '' },
    capabilities: { elicitation: {} },
    prepare: (client) => client.setRequestHandler(ElicitRequestSchema, () => answer),
  });
}

const portugal = { country: 'Portugal' };

describe('clear_notes', () => {
  it.each<[string, ElicitResult, number]>([
    ['removes the notes when the user agrees', { action: 'accept', content: { remove: true } }, 2],
    ['removes nothing when the user says no', { action: 'accept', content: { remove: false } }, 0],
    ['removes nothing when the user declines', { action: 'decline' }, 0],
    ['removes nothing when the user closes the form', { action: 'cancel' }, 0],
  ])('%s', async (_what, answer, removed) => {
    const server = atlas();
    const editor = await editorWho(server, answer);
    for (const text of ['Nice tiles.', 'Good coffee.']) await ask(editor, 'add_note', { ...portugal, text });
    expect((await ask(editor, 'clear_notes', portugal)).data).toEqual({
      country: { name: 'Portugal', code: 'PRT' },
      removed,
    });
    const { data } = await ask(editor, 'country', portugal);
    expect(Object(data).notes).toHaveLength(2 - removed);
  });

  it('makes room for as many notes as it removed', async () => {
    const editor = await editorWho(atlas({ notes: { total: 1 } }), { action: 'accept', content: { remove: true } });
    await ask(editor, 'add_note', { ...portugal, text: 'Nice tiles.' });
    await ask(editor, 'clear_notes', portugal);
    expect((await ask(editor, 'add_note', { country: 'Spain', text: 'Good oil.' })).error).toBeUndefined();
  });

  it('asks nobody where there is nothing to remove', async () => {
    const editor = await connectAs(atlas(), 'editor');
    expect(await ask(editor, 'clear_notes', portugal)).toMatchObject({
      error: 'There are no notes on Portugal.',
      code: 'NO_NOTES',
    });
  });

  it('refuses at once where the client can show no form', async () => {
    const editor = await connectAs(atlas(), 'editor');
    await ask(editor, 'add_note', { ...portugal, text: 'Nice tiles.' });
    expect((await ask(editor, 'clear_notes', portugal)).error).toContain('must ask the client to show a form');
  });
});
