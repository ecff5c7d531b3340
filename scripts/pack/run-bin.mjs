import { join } from 'node:path';
import { output } from '../tools/shell.mjs';

/** Runs the program of a package from its tarball, as npx does: the one bin it has. */
export async function runBin({ name, manifest, project }) {
  const bins = Object.values(manifest.bin);
  if (bins.length !== 1) throw new Error(`${name} has ${bins.length} programs: npx wants one.`);
  const text = await output(process.execPath, [join(project, 'node_modules', name, bins[0]), '--help']);
  if (!text.includes('Usage:')) throw new Error(`the program of ${name} does not explain itself.`);
  return {};
}
