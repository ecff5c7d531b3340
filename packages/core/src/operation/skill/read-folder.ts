import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { skillLimits } from './skill-limits.js';

/** The files of a skill's folder by path. Rejects with a TypeError for what is neither file nor folder, and beyond the limits of a skill. */
export async function readFolder(root: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const files: [string, Uint8Array][] = [];
  let bytes = 0;
  for (const path of await pathsIn(root, '', [])) {
    const file = join(root, path);
    // Asked before it is read: a skill is held in memory, and this may be anything.
    bytes += (await stat(file)).size;
    if (bytes > skillLimits.bytes) throw new TypeError(`${root} has more than ${skillLimits.bytes} bytes of files.`);
    files.push([path, await readFile(file)]);
  }
  return Object.fromEntries(files);
}

/** Adds to `paths` those of all files in `folder`, which is a path below `root` that ends in a slash, or empty. */
async function pathsIn(root: string, folder: string, paths: string[]): Promise<readonly string[]> {
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) await pathsIn(root, `${path}/`, paths);
    else if (entry.isFile()) paths.push(path);
    // A link may lead out of the folder.
    else throw new TypeError(`${join(root, path)} is neither a file nor a folder: put a copy in its place.`);
    if (paths.length > skillLimits.files) throw new TypeError(`${root} has more than ${skillLimits.files} files.`);
  }
  return paths;
}
