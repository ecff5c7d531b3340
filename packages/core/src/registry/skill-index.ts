import type { CompiledSkill } from '../operation/skill/compile-skill.js';

/** A folder of a skill. */
export interface FoundDirectory {
  readonly skill: CompiledSkill;
  /** JSON texts of what is in it. */
  readonly children: readonly string[];
}

/** Finds skills, and their folders, by URI. */
export class SkillIndex {
  readonly #skills = new Map<string, CompiledSkill>();
  readonly #directories = new Map<string, FoundDirectory>();

  constructor(skills: readonly CompiledSkill[]) {
    for (const skill of skills) {
      this.#skills.set(skill.uri, skill);
      for (const [uri, children] of skill.directories) this.#directories.set(uri, { skill, children });
    }
  }

  /** By the URI of its `SKILL.md`. */
  skill(uri: string): CompiledSkill | undefined {
    return this.#skills.get(uri);
  }

  directory(uri: string): FoundDirectory | undefined {
    return this.#directories.get(uri);
  }
}
