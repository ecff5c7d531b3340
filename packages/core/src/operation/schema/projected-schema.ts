import { dataKeywords, namingKeywords } from './schema-keywords.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** An output schema as the 2025 wire can carry it: one that promises no object is wrapped as `{ result }`. */
export function projectedSchema(schema: JsonObject): JsonObject {
  if (schema.type === 'object') return schema;
  const { $schema, ...inner } = schema;
  return {
    ...($schema === undefined ? {} : { $schema }),
    type: 'object',
    properties: { result: moved(inner) },
    required: ['result'],
  };
}

/** The schema one level further in: references to its root and below now begin at `#/properties/result`. */
function moved(node: unknown, names = false): unknown {
  if (Array.isArray(node)) return node.map((item) => moved(item));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => {
    if (names) return [key, moved(value)];
    if (dataKeywords.has(key)) return [key, value];
    const local = key === '$ref' && typeof value === 'string' && /^#(?:\/|$)/.test(value);
    return [key, local ? `#/properties/result${value.slice(1)}` : moved(value, namingKeywords.has(key))];
  });
  return Object.fromEntries(entries);
}
