import { existsSync } from 'node:fs';
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../tools/fetch.mjs';
import { output } from '../tools/shell.mjs';

const needs = ({ manifest }) => Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

/** The package and, transitively, the Toolgate packages it needs. */
function closure(pkg, packed, seen = new Set()) {
  if (seen.has(pkg)) return seen;
  seen.add(pkg);
  for (const name of needs(pkg)) {
    const sibling = packed.find((other) => other.name === name);
    if (sibling) closure(sibling, packed, seen);
  }
  return seen;
}

/** An empty project with one package installed from its tarball, as a user has it: nothing else of ours is there. */
export async function installConsumer(pkg, packed, folder) {
  const project = join(folder, pkg.name.replace('@toolgate/', 'consumer-'));
  const modules = join(project, 'node_modules');
  await mkdir(modules, { recursive: true });
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  await link(join(root, 'node_modules', '@types', 'node'), join(modules, '@types', 'node'));
  for (const installed of closure(pkg, packed)) {
    const home = join(modules, installed.name);
    await mkdir(home, { recursive: true });
    await output('tar', ['-xzf', installed.tarball, '-C', home, '--strip-components=1']);
    for (const name of needs(installed).filter((need) => !need.startsWith('@toolgate/')))
      await linkDependency(installed, name, join(modules, name));
  }
  return project;
}

async function linkDependency(pkg, name, to) {
  const from = join(pkg.folder, 'node_modules', name);
  if (!existsSync(from)) throw new Error(`${pkg.name}: ${name} is not installed: add it to its devDependencies too.`);
  if (!existsSync(to)) await link(from, to);
}

async function link(from, to) {
  await mkdir(dirname(to), { recursive: true });
  await symlink(await realpath(from), to, 'junction');
}
