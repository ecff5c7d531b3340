import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Unpacks a Debian package and what this machine lacks of what it needs into `<folder>/root`; nobody has to be root for that. */
export function unpackDebian(name, folder) {
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
  const plan = apt('install', '--simulate', '--no-install-recommends', name);
  apt('download', ...[...plan.matchAll(/^Inst (\S+)/gm)].map(([, found]) => found));
  for (const file of readdirSync(packages))
    execFileSync('dpkg-deb', ['-x', join(packages, file), join(folder, 'root')]);
  for (const part of ['lists', 'archives', 'packages']) rmSync(join(folder, part), { recursive: true });
}
