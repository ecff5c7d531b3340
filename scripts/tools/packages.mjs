import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './fetch.mjs';

/** Every package that npm gets, as `{ name, folder, manifest }`, in the order of their folders. */
export function publicPackages() {
  return readdirSync(join(root, 'packages'))
    .map((short) => join(root, 'packages', short))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return { name: manifest.name, folder, manifest };
    })
    .filter(({ manifest }) => !manifest.private);
}

/** The entry points users import, as `[subpath, conditions]`: "." and perhaps "./suite". */
export const entries = (manifest) =>
  Object.entries(manifest.exports).filter(([, target]) => typeof target === 'object');
