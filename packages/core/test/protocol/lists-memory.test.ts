import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import type { Plugin } from '@toolgate/core';
import { plainServer } from '../server/plain-server.js';
import { modernPost } from '../support/modern-post.js';

const tools = 50;
const classes = 1_000;

/** Bytes of the heap that are in use. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

it('keeps no list for each of 1,000 callers who all see something else', async () => {
  let visible = 0;
  const allow: Plugin['allow'] = ({ name }) => {
    const index = Number(name.slice(1));
    // The first ten tools spell the number of the class, the others are there for everybody.
    return index >= 10 || ((visible >> index) & 1) === 1;
  };
  const server = plainServer().use({ name: 'judge', allow });
  const description = 'x'.repeat(400);
  for (let index = 0; index < tools; index++) server.tool(`t${index}`, { description }, () => '');
  let bytes = 0;
  const listAll = async (from: number, to: number) => {
    for (visible = from; visible < to; visible++) {
      const text = await (await modernPost(server, 'tools/list')).text();
      bytes = text.length;
      const listed = [...text.slice(0, 7_000).matchAll(/"name":"t(\d)"/g)].reduce(
        (bits, [, digit]) => bits | (1 << Number(digit)),
        0,
      );
      expect(listed).toBe(visible);
    }
  };
  await listAll(0, 100);
  const before = heapUsed();
  await listAll(100, classes);
  const grown = heapUsed() - before;
  // All of them would be 900 lists more, and the 64 that are kept were there before.
  expect(grown).toBeLessThan((900 * bytes) / 4);
  expect(bytes).toBeGreaterThan(20_000);
}, 60_000);
