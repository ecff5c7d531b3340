import { fileURLToPath } from 'node:url';

/** File of one of this app's programs. The build puts this module, in whatever chunk, beside all of them. */
export function programPath(name: 'index' | 'leave-with-parent'): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url));
}
