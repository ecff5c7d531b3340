import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { appFolder, peerPath } from '../src/process/program-path.js';
import { rowsOf } from '../src/rows/peer-rows.js';

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

test('every peer has a note, a program and a name of its own', () => {
  const rows = rowsOf(readFileSync(peerPath('peers.json'), 'utf8'));
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  for (const { note = '', server } of rows) {
    expect(note).toMatch(/\.$/);
    expect(existsSync(server.entry)).toBe(true);
  }
  expect(rows.filter(({ informational }) => informational).map(({ name }) => name)).toEqual(['mcp-lite-json']);
});

test('an entry with a member nobody reads is refused', () => {
  const entry = { name: 'a', entry: 'a.mjs', era: '2025-11-25', session: true, note: 'A.' };
  expect(rowsOf(JSON.stringify([entry]))).toMatchObject([{ name: 'a', peer: true }]);
  expect(() => rowsOf(JSON.stringify([{ ...entry, answers: 'json' }]))).toThrow('answers');
});

test('the peers have the SDKs of the workspace', () => {
  const { dependencies } = manifest.parse(JSON.parse(readFileSync(peerPath('package.json'), 'utf8')));
  const workspace = readFileSync(`${appFolder}../../pnpm-workspace.yaml`, 'utf8');
  for (const name of ['@modelcontextprotocol/sdk', '@modelcontextprotocol/server', 'zod', 'express']) {
    expect(workspace).toMatch(new RegExp(`^  "?${name}"?: ${dependencies[name]?.replaceAll('.', '\\.')}$`, 'm'));
  }
});
