import type { z } from 'zod';
import { compileSchema } from '../../operation/schema/compile-input.js';
import type { InputOf, InputShape, JsonSchema } from '../../operation/schema/input-definition.js';
import type { CheckedSchema, SchemaVerdict } from '../../operation/schema/schema-check.js';
import { isZodSchema } from '../../operation/schema/zod-schema.js';
import { isObject } from '../parse-message.js';
import { fieldProblem, nestingKeyword } from './field-problem.js';
import { protocolForm } from './protocol-form.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** What a form asks for: a zod shape or zod object of flat fields, or the protocol's own JSON Schema of a flat object. */
export type FormDefinition = InputShape | z.ZodObject | JsonSchema;

/** What an accepted answer holds: unchecked fields for JSON Schema. */
export type FormContent<Definition extends FormDefinition> = InputOf<Definition>;

/** A compiled form: what the client is shown, and the check of what it sends back. */
export interface Form {
  /** JSON Schema of a flat object (MCP 2025-11-25, elicitation/create). */
  readonly requestedSchema: JsonObject;
  /** A promise only where the form has asynchronous refinements. */
  check(content: unknown): SchemaVerdict | Promise<SchemaVerdict>;
}

const kinds =
  'a form has strings, numbers, booleans, choices of strings and lists of such choices, optional rather than null';

/** Compiles a form. Throws a TypeError that names the key and the field for what the protocol cannot ask; JSON Schema goes out verbatim. */
export function elicitationForm(definition: FormDefinition, key: string): Form {
  const what = `The form ${JSON.stringify(key)}`;
  if (isJsonSchema(definition)) {
    // First, because compiling is slow and its sentences name no field.
    assertFlat(definition, what);
    const schema = compileSchema(definition, 'input', what);
    return { requestedSchema: definition, check: (content) => schema.check(content) };
  }
  const schema = compiled(definition, what);
  const requestedSchema = protocolForm(schema.advertised);
  assertFlat(requestedSchema, what);
  return { requestedSchema, check: (content) => schema.check(content) };
}

function isJsonSchema(definition: FormDefinition): definition is JsonSchema {
  // A schema of zod has a type too.
  return isObject(definition) && !isZodSchema(definition) && definition.type === 'object';
}

function compiled(definition: FormDefinition, what: string): CheckedSchema {
  try {
    return compileSchema(definition, 'input', what);
  } catch (error) {
    // zod does not say which field has no JSON Schema, so the fields are tried one by one.
    const fields = isZodSchema(definition) ? definition.shape : definition;
    for (const [name, field] of isObject(fields) ? Object.entries(fields) : []) {
      if (isZodSchema(field)) compileSchema(field, 'input', fieldOf(name, what));
    }
    throw error;
  }
}

function assertFlat(schema: JsonObject, what: string): void {
  const { type, properties, required } = schema;
  if (type !== 'object' || !isObject(properties)) {
    throw new TypeError(`${what} has no fields: give a zod shape, a zod object, or JSON Schema with "properties".`);
  }
  const keyword = nestingKeyword(schema, ['properties']);
  if (keyword !== undefined) throw new TypeError(`${what} has ${JSON.stringify(keyword)}: ${kinds}.`);
  for (const [name, field] of Object.entries(properties)) {
    const problem = fieldProblem(field);
    if (problem !== undefined) throw new TypeError(`${fieldOf(name, what)} ${problem}: ${kinds}.`);
  }
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  const missing = names.find((name) => typeof name === 'string' && !Object.hasOwn(properties, name));
  if (missing !== undefined)
    throw new TypeError(`${what} requires ${JSON.stringify(missing)}, which is no field of it.`);
}

function fieldOf(name: string, what: string): string {
  return `${what}, field ${JSON.stringify(name)},`;
}
