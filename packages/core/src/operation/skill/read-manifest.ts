import { isObject } from '../../protocol/parse-message.js';
import type { SkillFrontmatter } from './skill-options.js';

export interface SkillManifest {
  readonly name: string;
  readonly description: string;
  readonly instructions: string;
  readonly frontmatter: SkillFrontmatter;
}

const shape = /^---[ \t]*\r?\n((?:[^\n]*\n)*?)---[ \t]*\r?(?:\n|$)/;

/** The parts of a `SKILL.md` (Agent Skills). `what` names the file in the TypeError for one that is none. */
export async function readManifest(bytes: Uint8Array, what: string): Promise<SkillManifest> {
  const text = decoded(bytes, what);
  const [head, yaml] = shape.exec(text) ?? [];
  if (head === undefined || yaml === undefined) {
    throw new TypeError(`${what} must begin with its frontmatter: YAML between two lines of "---".`);
  }
  const { name, description, ...frontmatter } = await readYaml(yaml, what);
  if (typeof name !== 'string' || typeof description !== 'string') {
    throw new TypeError(`${what} needs a name and a description, two texts, in its frontmatter.`);
  }
  const instructions = text.slice(head.length).replace(/^(?:[ \t]*\r?\n)+/, '');
  return { name, description, instructions, frontmatter };
}

function decoded(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TypeError(`${what} is not UTF-8.`, { cause });
  }
}

async function readYaml(text: string, what: string): Promise<Readonly<Record<string, unknown>>> {
  // Only servers that read skills from folders load it.
  const { parseDocument } = await import('yaml');
  let value: unknown;
  try {
    const document = parseDocument(text);
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw problem;
    value = document.toJS();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`${what} has frontmatter that is not YAML: ${reason}`, { cause });
  }
  if (isObject(value)) return value;
  throw new TypeError(`${what} has frontmatter that is no list of fields, such as "name: …".`);
}
