import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { ToolError } from '../errors/toolgate-error.js';
import { isContentBlock } from './content-block.js';
import { jsonText } from './json-text.js';
import { type CheckedSchema, describeIssues } from './schema-check.js';

const resultKeys = new Set(['content', 'structuredContent', 'isError', '_meta']);

/** Whether a handler returned a whole result: content of valid blocks, and no key a result does not have. */
export function isFullResult(value: unknown): value is CallToolResult {
  if (typeof value !== 'object' || value === null || !('content' in value) || !Array.isArray(value.content))
    return false;
  if (!Object.keys(value).every((key) => resultKeys.has(key))) return false;
  if ('isError' in value && value.isError !== undefined && typeof value.isError !== 'boolean') return false;
  return value.content.every(isContentBlock);
}

/** The result for what a handler without output schema returned: text, blocks, a full result, or anything else as JSON text. */
export function contentResult(value: unknown, operation: string): CallToolResult {
  if (typeof value === 'string') return { content: [{ type: 'text', text: value }] };
  if (isContentBlock(value)) return { content: [value] };
  if (Array.isArray(value) && value.length > 0 && value.every(isContentBlock)) return { content: value };
  if (isFullResult(value)) return value;
  if (value === undefined) return { content: [] };
  return { content: [{ type: 'text', text: jsonText(value, operation) }] };
}

/** The result for what a handler with an output schema returned: data, checked, unless it is a full result. */
export async function structuredResult(
  value: unknown,
  output: CheckedSchema,
  operation: string,
): Promise<CallToolResult> {
  if (!isFullResult(value)) {
    const data = await checked(value, output, operation);
    return { content: [{ type: 'text', text: jsonText(data, operation) }], structuredContent: projected(data) };
  }
  if (value.isError === true) return value;
  if (value.structuredContent === undefined) throw mismatch(operation, 'structuredContent is missing');
  return { ...value, structuredContent: projected(await checked(value.structuredContent, output, operation)) };
}

async function checked(value: unknown, output: CheckedSchema, operation: string): Promise<unknown> {
  const verdict = await output.check(value);
  if ('issues' in verdict) throw mismatch(operation, describeIssues(verdict.issues));
  return verdict.value;
}

function mismatch(operation: string, reason: string): ToolError {
  return new ToolError('INVALID_OUTPUT', `The result of ${operation} does not fit its output schema: ${reason}`);
}

/** `structuredContent` is an object on the 2025 wire; any other value travels as `{ result: value }`. */
function projected(data: unknown): Record<string, unknown> {
  return isRecord(data) ? data : { result: data };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An output schema as the 2025 wire can carry it: one that describes no object is wrapped as `{ result }`. */
export function projectedSchema(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (schema.type === 'object') return schema;
  const { $schema, $defs, ...rest } = schema;
  return {
    ...($schema === undefined ? {} : { $schema }),
    ...($defs === undefined ? {} : { $defs }),
    type: 'object',
    properties: { result: rest },
    required: ['result'],
  };
}
