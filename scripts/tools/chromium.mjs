import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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
    unpack(staging);
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

/** Chromium and what this machine lacks of what it needs, by Debian's package manager, for which nobody has to be root. */
function unpack(folder) {
  for (const part of ['lists/partial', 'archives/partial', 'packages', 'root'])
    mkdirSync(join(folder, part), { recursive: true });
  const options = [
    '-qq',
    `-oDir::State=${folder}`,
    `-oDir::Cache=${folder}`,
    '-oDir::State::status=/var/lib/dpkg/status',
    '-oAPT::Sandbox::User=',
    '-oDebug::NoLocking=1',
  ];
  const packages = join(folder, 'packages');
  const apt = (...args) => execFileSync('apt-get', [...options, ...args], { cwd: packages, encoding: 'utf8' });
  apt('update');
  const plan = apt('install', '--simulate', '--no-install-recommends', 'chromium');
  apt('download', ...[...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name));
  for (const file of readdirSync(packages))
    execFileSync('dpkg-deb', ['-x', join(packages, file), join(folder, 'root')]);
  for (const part of ['lists', 'archives', 'packages']) rmSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'start.sh'), script(join(folder, 'root', 'usr', 'lib')), { mode: 0o755 });
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
