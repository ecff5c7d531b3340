import { z } from 'zod';
import type { InputDefinition } from './input-definition.js';
import { jsonSchema } from './json-schema.js';
import type { CheckedSchema } from './schema-check.js';
import { isZodSchema, zodSchema } from './zod-schema.js';

/** Compiles the input of an operation: arguments, or the variables of a template. Throws a TypeError that begins with `what` for anything that is no schema of an object. */
export function compileInput(definition: InputDefinition | undefined, what: string): CheckedSchema {
  const schema = compileSchema(definition ?? {}, 'input', what);
  if (schema.advertised.type === 'object') return schema;
  throw new TypeError(`${what} must describe an object, for that is what clients send: wrap it in z.object({ … }).`);
}

/** Compiles a zod shape, a zod schema or plain JSON Schema. */
export function compileSchema(definition: unknown, io: 'input' | 'output', what: string): CheckedSchema {
  if (isZodSchema(definition)) return zodSchema(definition, io, what);
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition)) {
    throw new TypeError(`${what} is ${typeof definition}: use a zod shape, a zod schema or JSON Schema.`);
  }
  if (isZod3(definition) || Object.values(definition).some(isZod3)) {
    throw new TypeError(`${what} is a schema of zod 3: use zod 4.2 or newer.`);
  }
  const entries = Object.entries(definition);
  const fields = entries.filter((entry): entry is [string, z.ZodType] => isZodSchema(entry[1]));
  if (fields.length === entries.length) return zodSchema(z.object(Object.fromEntries(fields)), io, what);
  if (fields.length === 0) return jsonSchema(Object.fromEntries(entries), what);
  const odd = entries.find(([, value]) => !isZodSchema(value))?.[0];
  throw new TypeError(`${what} mixes zod and other values: ${odd} is no zod schema.`);
}

function isZod3(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '_def' in value && !isZodSchema(value);
}
