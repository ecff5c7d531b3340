import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ name: z.string(), version: z.string() });
const { resolve } = createRequire(import.meta.url);

/** Version of the package that has this module; not every package lets its manifest be imported. */
export function packageVersion(name: string, module = name): string {
  for (let folder = dirname(resolve(module)); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) continue;
    // Folders of a build may have manifests without a name.
    const found = manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (found.success && found.data.name === name) return found.data.version;
  }
  throw new Error(`The version of ${name} cannot be found.`);
}
