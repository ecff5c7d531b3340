import { isObject } from '../../protocol/parse-message.js';
import type { CheckedSchema } from '../schema/schema-check.js';

/** One argument of a prompt as lists show it. */
export interface PromptArgument {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly required: boolean;
}

/** The arguments of a prompt, from the schema they are checked with. */
export function promptArguments({ advertised }: CheckedSchema): readonly PromptArgument[] {
  const { properties, required } = advertised;
  if (!isObject(properties)) return [];
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties).map(([name, schema]) => {
    const { title, description } = isObject(schema) ? schema : {};
    return {
      name,
      ...(typeof title === 'string' ? { title } : {}),
      ...(typeof description === 'string' ? { description } : {}),
      required: needed.has(name),
    };
  });
}
