import { join } from 'node:path';
import { node } from '../tools/shell.mjs';
import { typescript7, typescript59 } from '../tools/typescript.mjs';

const strict = ['--noEmit', '--strict', '--target', 'ES2022', '--lib', 'ES2022', '--types', 'node'];

/** How users resolve modules: with a bundler, or as Node does. */
const resolutions = {
  bundler: [...strict, '--module', 'esnext', '--moduleResolution', 'bundler'],
  nodenext: [...strict, '--module', 'nodenext', '--moduleResolution', 'nodenext'],
};

/**
 * The type checks of a consumer project, as `{ title, check(project) }`, all without skipLibCheck, with which a broken
 * import in a d.ts passes as `any`. TypeScript 7 checks every file. 5.9 checks every file of ours and resolves the
 * others: the d.ts files of the SDK and zod alone would take it 3 s each time.
 */
export function compilations() {
  const tsc = typescript7();
  const folder = typescript59();
  const ours = join(import.meta.dirname, 'check-ours.mjs');
  return Object.entries(resolutions).flatMap(([name, flags]) => [
    {
      title: `TypeScript 7.0 ${name}`,
      check: (project) => node([tsc, '--singleThreaded', ...flags, 'index.ts', 'missing.d.ts'], { cwd: project }),
    },
    {
      title: `TypeScript 5.9 ${name}`,
      check: (project) => node([ours, folder, ...flags, 'index.ts'], { cwd: project }),
    },
  ]);
}
