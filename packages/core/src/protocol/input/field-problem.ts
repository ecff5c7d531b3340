import { isObject } from '../parse-message.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** The formats a string field of a form can have. */
export const formats: ReadonlySet<unknown> = new Set(['email', 'uri', 'date', 'date-time']);

interface FieldType {
  readonly nests: readonly string[];
  readonly fits: (value: unknown) => boolean;
  readonly problem: (field: JsonObject) => string | undefined;
}

const withoutEnum = (field: JsonObject): string | undefined =>
  'enum' in field ? 'has "enum", which is for strings' : undefined;
const isNumber = (value: unknown): boolean => typeof value === 'number';

const types: ReadonlyMap<unknown, FieldType> = new Map([
  ['string', { nests: ['oneOf'], fits: (value) => typeof value === 'string', problem: stringProblem }],
  ['number', { nests: [], fits: isNumber, problem: withoutEnum }],
  ['integer', { nests: [], fits: isNumber, problem: withoutEnum }],
  ['boolean', { nests: [], fits: (value) => typeof value === 'boolean', problem: withoutEnum }],
  ['array', { nests: ['items'], fits: isStrings, problem: itemsProblem }],
]);

const nesting: ReadonlySet<string> = new Set([
  ...['$ref', '$dynamicRef', '$defs', 'definitions', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
  ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'propertyNames'],
  ...['items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'contains'],
  ...['dependencies', 'dependentSchemas', 'contentSchema'],
]);

/** The first keyword whose value is a schema again, other than those allowed. */
export function nestingKeyword(schema: JsonObject, allowed: readonly string[]): string | undefined {
  const nests = ([name, value]: [string, unknown]): boolean =>
    nesting.has(name) && typeof value !== 'boolean' && !allowed.includes(name);
  return Object.entries(schema).find(nests)?.[0];
}

/** What keeps a schema from being a field of a form (MCP 2025-11-25, PrimitiveSchemaDefinition), as the end of a sentence. */
export function fieldProblem(field: unknown): string | undefined {
  if (!isObject(field)) return 'is no schema';
  const type = types.get(field.type);
  if (type === undefined && field.type !== undefined) return `is of type ${JSON.stringify(field.type)}`;
  const keyword = nestingKeyword(field, type?.nests ?? []);
  if (keyword !== undefined) return `has ${JSON.stringify(keyword)}`;
  if (type === undefined) return 'has no type';
  if (field.default !== undefined && !type.fits(field.default)) {
    return `has the default ${JSON.stringify(field.default)}, which is not of its type`;
  }
  return type.problem(field);
}

function stringProblem({ enum: values, enumNames, oneOf, format }: JsonObject): string | undefined {
  if (values !== undefined && !isStrings(values)) return 'has an "enum" with other values than strings';
  if (enumNames !== undefined && !isStrings(enumNames)) return 'has "enumNames" with other values than strings';
  if (oneOf !== undefined && !isTitled(oneOf)) return 'has a "oneOf" of something else than { const, title }';
  if (format !== undefined && !formats.has(format)) return `has the format ${JSON.stringify(format)}`;
  return undefined;
}

function itemsProblem({ items }: JsonObject): string | undefined {
  if (!isObject(items)) return 'has no "items"';
  const keyword = nestingKeyword(items, ['anyOf']);
  if (keyword !== undefined) return `has ${JSON.stringify(keyword)} in its items`;
  const plain = items.type === 'string' && isStrings(items.enum);
  if (items.anyOf === undefined ? plain : isTitled(items.anyOf)) return undefined;
  return 'has items that are neither an "enum" of strings nor an "anyOf" of { const, title }';
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isTitled(value: unknown): boolean {
  const titled = (item: unknown): boolean =>
    isObject(item) && typeof item.const === 'string' && typeof item.title === 'string';
  return Array.isArray(value) && value.every(titled);
}
