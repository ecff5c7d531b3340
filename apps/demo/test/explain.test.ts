import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createAtlas } from '../src/atlas.js';

const readme = new URL('../../../README.md', import.meta.url);

test('the chain shown in the README is the one a call of find_countries goes through', () => {
  const atlas = createAtlas({ keys: { reader: { secret: 'tg_for_this_test_only', permissions: ['countries.read'] } } });
  expect(readFileSync(readme, 'utf8')).toContain(`\`\`\`text\n${atlas.explain('find_countries')}\n\`\`\``);
});
