import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { transformSync } from '@swc/core';
import { documentedPrograms, root } from './documentation.js';

const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc');
const programs = documentedPrograms();
const shown = programs.flatMap(({ output, ...program }) => (output === undefined ? [] : [{ ...program, output }]));

// Inside the repository, so that programs find the packages as a user's program would.
let folder = '';
beforeAll(() => {
  mkdirSync(join(root, '.tools'), { recursive: true });
  folder = mkdtempSync(join(root, '.tools', 'docs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every program in the documentation compiles', () => {
  expect(programs.length).toBeGreaterThan(4);
  for (const [index, { text }] of programs.entries()) writeFileSync(join(folder, `program-${index + 1}.ts`), text);
  const settings = { extends: '../../tsconfig.base.json', include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  expect(compile()).toBe('');
});

test.each(shown)('$name prints what is shown below it', ({ text, output, name }) => {
  const { code } = transformSync(text, { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } });
  const file = join(folder, `${basename(name).replace(/\W+/g, '-')}.mjs`);
  writeFileSync(file, code);
  const env = { ...process.env, NO_COLOR: '1', TOOLGATE_LOG_LEVEL: 'error' };
  expect(execFileSync(process.execPath, [file], { encoding: 'utf8', env, timeout: 30_000 })).toBe(output);
});

function compile(): string {
  try {
    return execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}
