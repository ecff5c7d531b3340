import type { InstalledOptions } from '../../plugin/operation-options.js';

/** Further fields of a skill's frontmatter (Agent Skills). Others may be there too, as JSON. */
export interface SkillFrontmatter {
  readonly license?: string;
  /** What it needs to run, in up to 500 characters. */
  readonly compatibility?: string;
  /** Keys that begin with `io.modelcontextprotocol/` are reserved. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Tools it would like to use, separated by blanks. */
  readonly 'allowed-tools'?: string;
  readonly [field: string]: unknown;
}

/** Text or bytes. Bytes that are UTF-8 text are sent as text, others as base64. */
export type SkillFileContent =
  | string
  | Uint8Array
  | {
      readonly content: string | Uint8Array;
      /** Default: by the ending of its name. */
      readonly mimeType?: string;
    };

export interface SkillDescription {
  /** What a model reads to decide whether it needs the skill: 1 to 1,024 characters. */
  readonly description: string;
  /** Markdown: what `SKILL.md` says below its frontmatter. */
  readonly instructions: string;
  readonly frontmatter?: SkillFrontmatter;
  /** The other files by their path: `{ "references/guide.md": "# Guide" }`. 512 in all, 16 MiB, counting `SKILL.md`. */
  readonly files?: Readonly<Record<string, SkillFileContent>>;
  /** What `readSkill` found: it must be added under that name. */
  readonly name?: string;
}

/** What a skill is, plus what the installed plugins let it ask for: reading any of its files is one operation. */
export type SkillOptions<Installed extends string> = SkillDescription & InstalledOptions<Installed>;

/** A skill whose types have been checked and forgotten: what the registry compiles. */
export interface SkillDefinition {
  readonly name: string;
  readonly options: SkillDescription;
}
