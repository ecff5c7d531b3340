import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unpackDebian } from './debian.mjs';
import { root } from './fetch.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const home = join(root, '.tools', 'chromium');
const start = join(home, 'start.sh');

/** The path of a Chromium: `CHROMIUM`, one on PATH, else Debian's, unpacked once into `.tools/chromium` without being installed. */
export function chromium() {
  const { CHROMIUM: given, PATH = '' } = process.env;
  if (given) return given;
  const found = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const own = [...found, start].find((path) => existsSync(path));
  if (own !== undefined) return own;
  console.error('setting up Chromium in .tools/ (once)');
  const staging = `${home}.${process.pid}`;
  try {
    unpackDebian('chromium', staging);
    writeFileSync(join(staging, 'start.sh'), script(join(staging, 'root', 'usr', 'lib')), { mode: 0o755 });
    renameSync(staging, home);
  } catch (error) {
    throw new Error(
      `There is no Chromium: install one, or set CHROMIUM to its path. (${error.message.split('\n')[0]})`,
    );
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return start;
}

/** Some libraries are in folders of their own below the one of the architecture. */
function script(lib) {
  const triplet = readdirSync(lib).find((name) => /-linux-/.test(name));
  const libraries = ['', '/pulseaudio'].map((below) => `$here/${triplet}${below}`).join(':');
  return `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)/root/usr/lib
LD_LIBRARY_PATH="${libraries}" exec "$here/chromium/chromium" "$@"
`;
}
