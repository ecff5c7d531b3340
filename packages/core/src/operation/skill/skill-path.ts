/** However its characters are encoded, the URI stays below what `resources/read` takes. */
const maxPathLength = 512;
// Control characters, halves of characters, and what Windows takes for a separator or a drive.
const forbidden = /[\p{Cc}\p{Cs}\\:]/u;
const example = 'use a path below its folder, such as "references/guide.md"';

/** Throws a TypeError unless `path` can only name a file below the folder of a skill, and is not its `SKILL.md`. */
export function assertSkillPath(path: string, what: string): void {
  const problem = problemOf(path);
  if (problem !== undefined) throw new TypeError(`${what} has the file ${JSON.stringify(path)}: ${problem}.`);
}

/** URI of a file of a skill, as a reference to its path resolves to it. */
export function skillUri(name: string, path: string): string {
  return `skill://${name}/${encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
}

function problemOf(path: string): string | undefined {
  if (path.length > maxPathLength) return `use ${maxPathLength} characters at the most`;
  if (path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) return example;
  if (forbidden.test(path)) return 'leave out backslashes, colons and control characters';
  // Hosts put the files on disks, and not every disk tells capitals from small letters.
  if (path.toLowerCase() === 'skill.md') return 'SKILL.md is written from the description and the instructions';
  return undefined;
}
