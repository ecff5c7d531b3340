import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fetchTool } from './fetch.mjs';

/** The repository's own compiler, TypeScript 7: its `tsc`. It has no JavaScript interface. */
export const typescript7 = () => {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  return join(dirname(manifest), 'bin', 'tsc');
};

/** The oldest compiler supported: its folder. It stays out of node_modules, where two `tsc` commands would collide. */
export const typescript59 = () => join(fetchTool('typescript', '5.9.3'), 'node_modules', 'typescript');
