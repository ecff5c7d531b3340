import type { Call } from '../../call/call.js';
import type { ResourceResult } from '../../call/result.js';
import { resourceNotFound } from '../../errors/resource-not-found.js';
import { type CompileSetting, compileOperation } from '../compile-operation.js';
import { descriptorTexts } from '../descriptor-texts.js';
import type { CompiledResource } from '../resource/compile-resource.js';
import { anyObject } from '../schema/any-object.js';
import { assertSkillSize } from './assert-skill-size.js';
import { skillDirectories } from './skill-directories.js';
import { type SkillFile, skillFile } from './skill-file.js';
import { skillFiles } from './skill-files.js';
import { skillManifest } from './skill-manifest.js';
import type { SkillDefinition } from './skill-options.js';
import { skillOptions } from './skill-options-schema.js';

/** A skill: one resource operation that reads any of its files. Its own URI and descriptor are those of `SKILL.md`. */
export interface CompiledSkill extends CompiledResource {
  readonly uri: string;
  /** JSON text of its entry in `skills/list`. */
  readonly entry: string;
  /** By URI, `SKILL.md` among them. */
  readonly files: ReadonlyMap<string, SkillFile>;
  /** JSON texts of what is in each of its folders, by the folder's URI. */
  readonly directories: ReadonlyMap<string, readonly string[]>;
}

/** Checks a skill's declaration, writes its `SKILL.md` and composes its chain. Throws a TypeError that names the skill and the fix. */
export function compileSkill({ name, options }: SkillDefinition, setting: CompileSetting): CompiledSkill {
  const what = `skill "${name}"`;
  if (typeof options !== 'object' || options === null) throw new TypeError(`${what} has no options: describe it.`);
  if (options.name !== undefined && options.name !== name) {
    throw new TypeError(`${what} calls itself ${JSON.stringify(options.name)}: add it under that name.`);
  }
  const run = (call: Call) => read(files, call.uri ?? '');
  const parts = {
    kind: 'resource',
    what,
    name,
    options,
    annotations: { readOnlyHint: true },
    own: skillOptions,
  } as const;
  // What follows relies on options that have been checked here.
  const compiled = compileOperation({ ...parts, input: anyObject, run }, setting);
  const { description, instructions, files: others = {} } = options;
  const frontmatter = { name, description, ...options.frontmatter };
  const manifest = skillFile(name, 'SKILL.md', skillManifest(frontmatter, instructions));
  const all = skillFiles(name, manifest, others, what);
  assertSkillSize(all, setting.maxResultBytes, what);
  const files = new Map(all.map((file) => [file.uri, file]));
  const { uri, mimeType, size } = manifest;
  const described = { uri, name, description, mimeType, size };
  const listed = all.map((file) => ({ uri: file.uri, entry: file === manifest ? described : resourceEntry(file) }));
  const resources = all.map((file) => ({ uri: file.uri, digest: file.digest, size: file.size }));
  return {
    ...compiled,
    descriptor: descriptorTexts(described, { size: '2025-03-26' }),
    uri,
    template: undefined,
    completions: new Map(),
    entry: JSON.stringify({ uri, frontmatter, resources }),
    files,
    directories: skillDirectories(`skill://${name}`, listed),
  };
}

async function read(files: ReadonlyMap<string, SkillFile>, uri: string): Promise<ResourceResult> {
  const file = files.get(uri);
  if (file === undefined) throw resourceNotFound(uri);
  return { contents: [{ uri, mimeType: file.mimeType, ...file.content }] };
}

function resourceEntry({ uri, path, mimeType, size }: SkillFile): object {
  return { uri, name: path.slice(path.lastIndexOf('/') + 1), mimeType, size };
}
