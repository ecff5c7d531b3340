import { type SkillFile, skillFile } from './skill-file.js';
import { skillLimits } from './skill-limits.js';
import type { SkillFileContent } from './skill-options.js';
import { assertSkillPath } from './skill-path.js';

/** All files of a skill in the order of their URIs. Throws a TypeError for a path that is none, and for more files than hosts take. */
export function skillFiles(
  name: string,
  manifest: SkillFile,
  others: Readonly<Record<string, SkillFileContent>>,
  what: string,
): readonly SkillFile[] {
  const paths = new Set(Object.keys(others));
  if (paths.size >= skillLimits.files) {
    throw new TypeError(`${what} has ${paths.size + 1} files with its SKILL.md: use ${skillLimits.files} at the most.`);
  }
  for (const path of paths) {
    assertSkillPath(path, what);
    const folder = foldersOf(path).find((one) => paths.has(one));
    if (folder !== undefined) throw new TypeError(`${what} has the file ${folder}, and files in it: rename one.`);
  }
  const files = Object.entries(others).map(([path, content]) => skillFile(name, path, content));
  return [manifest, ...files].sort((one, other) => (one.uri < other.uri ? -1 : 1));
}

function foldersOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_segment, index) => segments.slice(0, index + 1).join('/'));
}
