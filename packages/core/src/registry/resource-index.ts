import type { CompiledResource } from '../operation/resource/compile-resource.js';

/** A resource that a URI names, with the variables of its template. */
export interface FoundResource {
  readonly resource: CompiledResource;
  readonly variables: Readonly<Record<string, string>>;
}

const none: Readonly<Record<string, string>> = Object.freeze({});

/** Finds resources by URI: one with exactly that URI first, then the templates in the order they were added. */
export class ResourceIndex {
  /** Those with a URI of their own. */
  readonly resources: readonly CompiledResource[];
  readonly templates: readonly CompiledResource[];
  readonly #byUri = new Map<string, CompiledResource>();

  constructor(all: readonly CompiledResource[]) {
    this.resources = all.filter(({ template }) => template === undefined);
    this.templates = all.filter(({ template }) => template !== undefined);
    for (const resource of this.resources) if (resource.uri !== undefined) this.#byUri.set(resource.uri, resource);
  }

  /** The first that `may` be used; others do not exist. */
  find(uri: string, may: (resource: CompiledResource) => boolean): FoundResource | undefined {
    const exact = this.#byUri.get(uri);
    if (exact !== undefined) return may(exact) ? { resource: exact, variables: none } : undefined;
    for (const resource of this.templates) {
      const variables = resource.template?.match(uri);
      if (variables !== undefined && may(resource)) return { resource, variables };
    }
    return undefined;
  }

  /** A template by its text, as completions name it. */
  template(text: string): CompiledResource | undefined {
    return this.templates.find(({ template }) => template?.text === text);
  }
}
