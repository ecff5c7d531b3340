import { dataKeywords, namingKeywords } from '../../operation/schema/schema-keywords.js';
import { isObject } from '../parse-message.js';

const annotation = 'x-mcp-header';
const token = /^[\w!#$%&'*+.^`|~-]+$/;
const types: readonly unknown[] = ['string', 'integer', 'boolean'];
// Their values are keyed by the names of properties as well.
const dependencies: ReadonlySet<string> = new Set(['dependencies', 'dependentRequired']);

type JsonObject = Readonly<Record<string, unknown>>;

/** A parameter of a tool that clients repeat in a header. */
export interface ParamHeader {
  /** As messages spell it: `"Mcp-Param-Region"`. */
  readonly name: string;
  /** As it is looked up: `"mcp-param-region"`. */
  readonly key: string;
  /** Where the arguments have the value, key by key. */
  readonly path: readonly string[];
  /** Whether `42.0` says the same as `42`. */
  readonly integer: boolean;
}

/**
 * The parameters that an advertised input schema marks with `x-mcp-header` (MCP 2026-07-28, schema extension). Throws a
 * TypeError, naming the property and the fix, for a mark over which clients would drop the whole tool.
 */
export function compileParamHeaders(inputSchema: JsonObject, what: string): readonly ParamHeader[] {
  const found: ParamHeader[] = [];
  collect(inputSchema, [], what, found);
  return found;
}

/** Goes where only `properties` leads; a mark anywhere else is refused. */
function collect(schema: unknown, path: readonly string[], what: string, found: ParamHeader[]): void {
  if (!isObject(schema)) return;
  if (Object.hasOwn(schema, annotation)) found.push(paramHeader(schema, path, what, found));
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties' && isObject(value)) {
      for (const [name, child] of Object.entries(value)) collect(child, [...path, name], what, found);
    } else refuse(subschemas(keyword, value), [...path, keyword], what);
  }
}

function paramHeader(
  schema: JsonObject,
  path: readonly string[],
  what: string,
  others: readonly ParamHeader[],
): ParamHeader {
  const { [annotation]: header, type } = schema;
  if (path.length === 0) throw mistake(what, path, header, 'mark a property instead of the whole input');
  if (typeof header !== 'string' || !token.test(header)) {
    throw mistake(what, path, header, 'use a header name such as "Region", of letters, digits and !#$%&\'*+-.^_`|~');
  }
  if (!types.includes(type)) throw mistake(what, path, header, 'give it the type string, integer or boolean');
  const key = `mcp-param-${header.toLowerCase()}`;
  const other = others.find((candidate) => candidate.key === key);
  if (other !== undefined) {
    throw mistake(what, path, header, `${other.path.join('.')} has it already, and case does not count: rename one`);
  }
  return { name: `Mcp-Param-${header}`, key, path, integer: type === 'integer' };
}

function refuse(schemas: readonly unknown[], path: readonly string[], what: string): void {
  for (const schema of schemas) {
    if (!isObject(schema)) continue;
    if (Object.hasOwn(schema, annotation)) {
      throw mistake(what, path, schema[annotation], 'mark only what is reached through "properties" alone');
    }
    for (const [keyword, value] of Object.entries(schema)) {
      refuse(subschemas(keyword, value), [...path, keyword], what);
    }
  }
}

/** What a keyword's value may hold that is a schema; an unknown keyword counts as one that does. */
function subschemas(keyword: string, value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || dataKeywords.has(keyword)) return [];
  if (Array.isArray(value)) return value;
  return namingKeywords.has(keyword) || dependencies.has(keyword) ? Object.values(value) : [value];
}

function mistake(what: string, path: readonly string[], header: unknown, fix: string): TypeError {
  const where = path.length === 0 ? 'at its root' : `at ${path.join('.')}`;
  return new TypeError(`${what} has the ${annotation} ${JSON.stringify(header)} ${where}: ${fix}.`);
}
