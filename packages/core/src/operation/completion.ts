import type { Caller } from '../identity/caller.js';
import type { CheckedSchema } from './schema/schema-check.js';

/** What a completion may go by besides the text typed so far. */
export interface CompletionContext {
  /** Other arguments that are filled in already. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly caller: Caller;
}

/** Suggests values that go on from what is typed: the best first. Clients are sent a hundred at the most. */
export type Complete = (value: string, context: CompletionContext) => readonly string[] | Promise<readonly string[]>;

/** Completions of an operation by argument: what the user gave, else the values an enum allows. Throws a TypeError for an argument there is not. */
export function compileCompletions(
  given: Readonly<Record<string, Complete>> | undefined,
  names: readonly string[],
  { advertised }: CheckedSchema,
  what: string,
): ReadonlyMap<string, Complete> {
  const completions = new Map<string, Complete>();
  for (const name of names) {
    const values = allowedValues(property(advertised, name));
    if (values.length > 0) completions.set(name, (typed) => matching(values, typed));
  }
  for (const [name, complete] of Object.entries(given ?? {})) {
    if (!names.includes(name)) {
      throw new TypeError(`complete of ${what} names ${name}; there are ${names.join(', ') || 'no arguments'}.`);
    }
    if (typeof complete !== 'function') throw new TypeError(`complete.${name} of ${what} is no function.`);
    completions.set(name, complete);
  }
  return completions;
}

function property(schema: object, name: string): unknown {
  if (!('properties' in schema) || typeof schema.properties !== 'object' || schema.properties === null)
    return undefined;
  return new Map<string, unknown>(Object.entries(schema.properties)).get(name);
}

function allowedValues(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if ('enum' in schema && Array.isArray(schema.enum)) return schema.enum.map(String);
  return 'type' in schema && schema.type === 'boolean' ? ['true', 'false'] : [];
}

function matching(values: readonly string[], typed: string): readonly string[] {
  const prefix = typed.toLowerCase();
  return values.filter((value) => value.toLowerCase().startsWith(prefix));
}
