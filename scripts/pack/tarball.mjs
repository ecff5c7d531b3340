import { stat } from 'node:fs/promises';
import { binary, output } from '../tools/shell.mjs';

const corePeer = '>=0.1.0 <1.0.0';
const ours = /^(dist\/.*|src\/.*|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;

/** Packs one package into `folder`; answers the package with its tarball and the manifest inside it. */
export async function pack(pkg, folder) {
  const printed = await binary('pnpm', ['pack', '--json', '--pack-destination', folder], { cwd: pkg.folder });
  const { filename: tarball, files } = JSON.parse(printed);
  const manifest = JSON.parse(await output('tar', ['-xzOf', tarball, 'package/package.json']));
  refuse(pkg.name, [...unpublishable(manifest), ...wrongPeers(manifest), ...strays(files)]);
  const { size } = await stat(tarball);
  return { ...pkg, manifest, tarball, summary: `${files.length} files, ${(size / 1024).toFixed(1)} kB` };
}

function refuse(name, faults) {
  if (faults.length > 0) throw new Error(faults.map((fault) => `${name}: ${fault}`).join('\n'));
}

function unpublishable({ dependencies, optionalDependencies, peerDependencies }) {
  return [dependencies, optionalDependencies, peerDependencies]
    .flatMap((group) => Object.entries(group ?? {}))
    .filter(([, range]) => /^(workspace|link|file|catalog):/.test(range))
    .map(([name, range]) => `its dependency ${name} would be published as "${range}", which npm cannot install.`);
}

/** A narrower range makes changesets release every plugin as a major whenever core gets a minor. */
function wrongPeers({ peerDependencies = {} }) {
  return Object.entries(peerDependencies)
    .filter(([name, range]) => name.startsWith('@toolgate/') && range !== corePeer)
    .map(([name, range]) => `its peer ${name} is "${range}": write "${corePeer}" in its package.json.`);
}

function strays(files) {
  if (!files.some(({ path }) => path === 'dist/index.js'))
    return ['dist is missing: run "node scripts/pnpm.mjs run build" first.'];
  return files
    .filter(({ path }) => !ours.test(path))
    .map(({ path }) => `its tarball contains ${path}: keep "files" in its package.json to ["dist", "src"].`);
}

/** What publint says about a tarball, if it is not content. */
export const publint = ({ tarball }) => binary('publint', ['run', tarball, '--strict']);

/** What "are the types wrong" says about a tarball, if it is not content. */
export const attw = ({ tarball }) =>
  binary('attw', [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji']);
