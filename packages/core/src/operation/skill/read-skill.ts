import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFolder } from './read-folder.js';
import { readManifest } from './read-manifest.js';
import type { SkillDescription, SkillFrontmatter } from './skill-options.js';

/** A skill as a folder has it, for `server.skill(folder.name, folder)`. */
export interface SkillFolder extends SkillDescription {
  readonly name: string;
  readonly frontmatter: SkillFrontmatter;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/**
 * Reads a skill from its folder: `SKILL.md` and the files beside and below it, but none whose name begins with a dot.
 * Rejects with a TypeError for a folder that is no skill, or more than hosts take of one.
 */
export async function readSkill(folder: string | URL): Promise<SkillFolder> {
  const root = resolve(folder instanceof URL ? fileURLToPath(folder) : folder);
  const { 'SKILL.md': manifest, ...files } = await readFolder(root);
  if (manifest === undefined) throw new TypeError(`${root} is no skill: it has no SKILL.md.`);
  const { name, ...rest } = await readManifest(manifest, `SKILL.md in ${root}`);
  if (name === basename(root)) return { name, ...rest, files };
  throw new TypeError(`SKILL.md in ${root} says it is ${JSON.stringify(name)}: give the folder that name.`);
}
