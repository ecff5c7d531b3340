import type { CompiledResource } from '../operation/resource/compile-resource.js';
import type { CompiledSkill } from '../operation/skill/compile-skill.js';

/** A resource that a URI names, with the variables of its template. */
export interface FoundResource {
  readonly resource: CompiledResource;
  readonly variables: Readonly<Record<string, string>>;
}

const none: Readonly<Record<string, string>> = Object.freeze({});

/** Finds resources by URI: one with exactly that URI first, then the templates in the order they were added. */
export class ResourceIndex {
  /** Those with a URI of their own, and each skill with its `SKILL.md`. */
  readonly resources: readonly CompiledResource[];
  readonly templates: readonly CompiledResource[];
  readonly #byUri = new Map<string, FoundResource>();

  constructor(all: readonly CompiledResource[], skills: readonly CompiledSkill[]) {
    const single = all.filter(({ template }) => template === undefined);
    this.resources = [...single, ...skills];
    this.templates = all.filter(({ template }) => template !== undefined);
    for (const resource of single) {
      if (resource.uri !== undefined) this.#byUri.set(resource.uri, { resource, variables: none });
    }
    for (const resource of skills) {
      for (const { uri, path } of resource.files.values()) this.#byUri.set(uri, { resource, variables: { path } });
    }
  }

  /** The first that matches, whoever may use it: no template answers for what is hidden. */
  find(uri: string): FoundResource | undefined {
    const exact = this.#byUri.get(uri);
    if (exact !== undefined) return exact;
    for (const resource of this.templates) {
      const variables = resource.template?.match(uri);
      if (variables !== undefined) return { resource, variables };
    }
    return undefined;
  }

  /** What a completion refers to: a template by its text, or a resource by its URI. */
  referred(text: string): CompiledResource | undefined {
    return this.#byUri.get(text)?.resource ?? this.templates.find(({ template }) => template?.text === text);
  }
}
