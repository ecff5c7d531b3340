import { fileURLToPath } from 'node:url';

/** Folder of this app. The build puts every module, in whatever chunk, into `dist` or one folder below it. */
export const appFolder = fileURLToPath(new URL(import.meta.url.replace(/^(.*)\/(?:dist|src)\/.*$/, '$1/')));

/** File of one of this app's programs, such as `servers/floor`. */
export function programPath(name: string): string {
  return `${appFolder}dist/${name}.js`;
}

/** File below `apps/bench/peers`. */
export function peerPath(name: string): string {
  return `${appFolder}peers/${name}`;
}
