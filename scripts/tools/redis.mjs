import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unpackDebian } from './debian.mjs';
import { root } from './fetch.mjs';

const names = ['redis-server', 'valkey-server', 'keydb-server'];
const home = join(root, '.tools', 'redis');
const start = join(home, 'start.sh');

/** The path of a Redis: `TOOLGATE_TEST_REDIS`, one on PATH, else Debian's, unpacked once into `.tools/redis` without being installed. */
export function redis() {
  const { TOOLGATE_TEST_REDIS: given, PATH = '' } = process.env;
  if (given) return given;
  const found = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const own = [...found, start].find((path) => existsSync(path));
  if (own !== undefined) return own;
  console.error('setting up Redis in .tools/ (once)');
  const staging = `${home}.${process.pid}`;
  try {
    unpackDebian('redis-server', staging);
    writeFileSync(join(staging, 'start.sh'), script(join(staging, 'root', 'usr', 'lib')), { mode: 0o755 });
    renameSync(staging, home);
  } catch (error) {
    const reason = error.message.split('\n')[0];
    throw new Error(`There is no Redis: install redis-server, or set TOOLGATE_TEST_REDIS to its path. (${reason})`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return start;
}

function script(lib) {
  const triplet = existsSync(lib) ? readdirSync(lib).find((name) => /-linux-/.test(name)) : undefined;
  const libraries = triplet === undefined ? '' : `LD_LIBRARY_PATH="$here/usr/lib/${triplet}" `;
  return `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)/root
${libraries}exec "$here/usr/bin/redis-server" "$@"
`;
}
