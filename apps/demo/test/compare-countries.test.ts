import { describe, expect, it } from '@jest/globals';
import { atlas, connectAs } from './support/atlas-caller.js';

const prompt = (first: string, second: string) => ({ name: 'compare_countries', arguments: { first, second } });

describe('compare_countries', () => {
  it('asks for a comparison, with links that can be read', async () => {
    const reader = await connectAs(atlas(), 'reader');
    const { messages } = await reader.getPrompt(prompt('Deutschland', 'PT'));
    expect(messages.map(({ content }) => content)).toEqual([
      { type: 'text', text: expect.stringContaining('Compare Germany and Portugal') },
      expect.objectContaining({ type: 'resource_link', uri: 'atlas://countries/DEU' }),
      expect.objectContaining({ type: 'resource_link', uri: 'atlas://countries/PRT' }),
    ]);
    expect((await reader.readResource({ uri: 'atlas://countries/DEU' })).contents).toHaveLength(1);
  });

  it('says what may have been meant by a country that does not exist', async () => {
    const reader = await connectAs(atlas(), 'reader');
    await expect(reader.getPrompt(prompt('Portugual', 'Spain'))).rejects.toThrow('Did you mean Portugal (PRT)?');
  });

  it('suggests names for what is typed', async () => {
    const reader = await connectAs(atlas(), 'reader');
    const { completion } = await reader.complete({
      ref: { type: 'ref/prompt', name: 'compare_countries' },
      argument: { name: 'first', value: 'côte' },
    });
    expect(completion.values).toEqual(['Ivory Coast']);
  });
});
