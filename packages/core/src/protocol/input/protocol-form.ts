import { isObject } from '../parse-message.js';
import { multipleChoice, singleChoice } from './field-choices.js';
import { formats } from './field-problem.js';

type JsonObject = Readonly<Record<string, unknown>>;

const texts = ['title', 'description', 'default'];

/** A form as zod describes it, in the protocol's words (MCP 2025-11-25, PrimitiveSchemaDefinition). What it has none for, such as a pattern, is left out. */
export function protocolForm(described: JsonObject): JsonObject {
  const definitions = isObject(described.$defs) ? described.$defs : {};
  const { properties, required } = resolved(described, definitions);
  if (!isObject(properties)) return described;
  const fields = Object.entries(properties).map(([name, field]): [string, unknown] => [
    name,
    isObject(field) ? protocolField(resolved(field, definitions), definitions) : field,
  ]);
  return { type: 'object', properties: Object.fromEntries(fields), ...(required === undefined ? {} : { required }) };
}

/** A field that the protocol has no type for comes back as it is. */
function protocolField(field: JsonObject, definitions: JsonObject): JsonObject {
  const choice = singleChoice(field);
  if (choice !== undefined) return { type: 'string', ...picked(field, texts), ...choice };
  const common = picked(field, ['type', ...texts]);
  switch (field.type) {
    case 'string':
      return {
        ...common,
        ...picked(field, ['minLength', 'maxLength', ...(formats.has(field.format) ? ['format'] : [])]),
      };
    case 'number':
    case 'integer':
      return 'enum' in field ? field : { ...common, ...bounds(field) };
    case 'boolean':
      return common;
    case 'array': {
      const items = isObject(field.items) ? multipleChoice(resolved(field.items, definitions)) : undefined;
      return items === undefined ? field : { ...common, ...picked(field, ['minItems', 'maxItems']), items };
    }
    default:
      return field;
  }
}

/** zod writes the range of safe integers out, and "positive" as an exclusive bound, which the protocol has not. */
function bounds(field: JsonObject): JsonObject {
  const { type, const: only, minimum = only, maximum = only, exclusiveMinimum, exclusiveMaximum } = field;
  const whole = type === 'integer';
  const least = typeof exclusiveMinimum === 'number' && whole ? Math.floor(exclusiveMinimum) + 1 : exclusiveMinimum;
  const most = typeof exclusiveMaximum === 'number' && whole ? Math.ceil(exclusiveMaximum) - 1 : exclusiveMaximum;
  const low = minimum ?? least;
  const high = maximum ?? most;
  return {
    ...(low === undefined || (whole && low === Number.MIN_SAFE_INTEGER) ? {} : { minimum: low }),
    ...(high === undefined || (whole && high === Number.MAX_SAFE_INTEGER) ? {} : { maximum: high }),
  };
}

function picked(schema: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.filter((name) => schema[name] !== undefined).map((name) => [name, schema[name]]));
}

/** zod moves what has an id in its meta to `$defs`. */
function resolved(schema: JsonObject, definitions: JsonObject): JsonObject {
  const { $ref, ...rest } = schema;
  if (typeof $ref !== 'string' || !$ref.startsWith('#/$defs/')) return schema;
  const target = definitions[$ref.slice('#/$defs/'.length).replaceAll('~1', '/').replaceAll('~0', '~')];
  return isObject(target) ? { ...target, ...rest } : schema;
}
