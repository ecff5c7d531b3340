import { describe, expect, it } from '@jest/globals';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { ask, atlas, connectAs } from './support/atlas-caller.js';

const portugal = 'atlas://countries/PRT';
const completion = (value: string) => ({
  ref: { type: 'ref/resource' as const, uri: 'atlas://countries/{code}' },
  argument: { name: 'code', value },
});

describe('the resources', () => {
  it('list every country, and give each a page of its own', async () => {
    const reader = await connectAs(atlas(), 'reader');
    const list = await reader.readResource({ uri: 'atlas://countries' });
    expect(list.contents[0]).toMatchObject({ mimeType: 'text/plain', text: expect.stringContaining('PRT Portugal') });
    const page = await reader.readResource({ uri: portugal });
    const [content] = page.contents;
    expect(content).toMatchObject({ uri: portugal, mimeType: 'application/json' });
    expect(JSON.parse(content !== undefined && 'text' in content ? content.text : '')).toMatchObject({
      name: 'Portugal',
      capitals: ['Lisbon'],
    });
  });

  it.each(['atlas://countries/XXX', 'atlas://countries/prt', 'atlas://countries/Portugal', 'atlas://countries/..%2F'])(
    'have nothing at %s',
    async (uri) => {
      const reader = await connectAs(atlas(), 'reader');
      await expect(reader.readResource({ uri })).rejects.toMatchObject({ code: -32002, data: { uri } });
    },
  );

  it('suggest codes for what is typed, by name too', async () => {
    const reader = await connectAs(atlas(), 'reader');
    expect((await reader.complete(completion('portu'))).completion.values).toEqual(['PRT']);
    expect((await reader.complete(completion('nowhere'))).completion.values).toEqual([]);
  });

  it('tell those who subscribed of a new note', async () => {
    const server = atlas();
    const [reader, editor] = await Promise.all([connectAs(server, 'reader'), connectAs(server, 'editor')]);
    const updated = new Promise((resolve) =>
      reader.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => resolve(params.uri)),
    );
    await reader.subscribeResource({ uri: portugal });
    await ask(editor, 'add_note', { country: 'Spain', text: 'Good oil.' });
    await ask(editor, 'add_note', { country: 'Portugal', text: 'Nice tiles.' });
    expect(await updated).toBe(portugal);
  });
});
