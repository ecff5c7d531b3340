import { fileURLToPath } from 'node:url';

/** File of one of the two programs. The build puts this module, in whatever chunk, beside both. */
export function programPath(name: 'index' | 'client' | 'token'): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url));
}
