import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig } from 'tsup';

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

// tsup bundles; the native compiler writes the declarations.
export const library = (entry = ['src/index.ts']) =>
  defineConfig({
    entry,
    format: ['esm'],
    target: 'node20',
    clean: true,
    sourcemap: true,
    dts: false,
    onSuccess: async () => {
      execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
    },
  });

export const app = (entry = ['src/index.ts']) =>
  defineConfig({ entry, format: ['esm'], target: 'node20', clean: true, sourcemap: true, dts: false });
