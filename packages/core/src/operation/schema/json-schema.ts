import { createRequire } from 'node:module';
import type { default as AjvType, ErrorObject } from 'ajv/dist/2020.js';
import type { CheckedSchema, SchemaIssue } from './schema-check.js';
import { dataKeywords } from './schema-keywords.js';
import { uniqueItems } from './unique-items.js';

const maxDepth = 64;
const draft7 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;

/** Compiles plain JSON Schema (2020-12, or draft-07 where it says so). Throws a sentence for a schema that is broken, too deep or refers outside itself. */
export function jsonSchema(schema: Readonly<Record<string, unknown>>, what: string): CheckedSchema {
  assertLocal(schema, what, 0);
  const validate = compile(schema, what);
  return {
    advertised: schema,
    check: (value) => (validate(value) === true ? { value } : { issues: (validate.errors ?? []).map(issue) }),
  };
}

function compile(schema: object, what: string): ReturnType<AjvType['compile']> {
  // ajv takes 40 ms to load, so only servers that use plain JSON Schema load it; compiling at start is synchronous.
  const require = createRequire(import.meta.url);
  const dialect = '$schema' in schema && draft7.test(String(schema.$schema)) ? 'ajv' : 'ajv/dist/2020.js';
  const Ajv: typeof AjvType = require(dialect).default;
  try {
    // Own properties alone: a message without `constructor` has none, whatever JavaScript says.
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, ownProperties: true });
    return ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems).compile(schema);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`${what} is not valid JSON Schema: ${reason}`, { cause });
  }
}

function assertLocal(node: unknown, what: string, depth: number): void {
  if (typeof node !== 'object' || node === null) return;
  if ('$async' in node) throw new TypeError(`${what} has $async, which is no JSON Schema: remove it.`);
  if (depth > maxDepth) throw new TypeError(`${what} is nested more than ${maxDepth} levels deep: flatten it.`);
  for (const [key, value] of Object.entries(node)) {
    if ((key === '$ref' || key === '$dynamicRef') && typeof value === 'string' && !value.startsWith('#')) {
      throw new TypeError(`${what} refers to ${value}: references must stay inside the schema ("#/…").`);
    }
    if (!dataKeywords.has(key)) assertLocal(value, what, depth + 1);
  }
}

function issue({ instancePath, keyword, message, params }: ErrorObject): SchemaIssue {
  const path = instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
  const missing = keyword === 'required' && typeof params.missingProperty === 'string' ? params.missingProperty : '';
  if (missing !== '') return { path: path === '' ? missing : `${path}.${missing}`, message: 'is required' };
  const extra = params.additionalProperty ?? params.unevaluatedProperty;
  return { path, message: `${message ?? 'is invalid'}${typeof extra === 'string' ? ` (${extra})` : ''}` };
}
