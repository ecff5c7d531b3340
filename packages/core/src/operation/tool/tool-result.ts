import { type Awaitable, andThen } from '../../call/awaitable.js';
import type { ToolResult } from '../../call/result.js';
import { ToolError } from '../../errors/toolgate-error.js';
import { isContentBlock } from '../content-block.js';
import { jsonText } from '../json-text.js';
import { type CheckedSchema, describeIssues, type SchemaVerdict } from '../schema/schema-check.js';

const resultKeys = new Set(['content', 'structuredContent', 'isError', '_meta']);

/** Whether a handler returned a whole result: content of valid blocks, and no key a result does not have. */
function isFullResult(value: unknown): value is ToolResult {
  if (typeof value !== 'object' || value === null || !('content' in value) || !Array.isArray(value.content))
    return false;
  if (!Object.keys(value).every((key) => resultKeys.has(key))) return false;
  if ('_meta' in value && value._meta !== undefined && !isRecord(value._meta)) return false;
  if ('isError' in value && value.isError !== undefined && typeof value.isError !== 'boolean') return false;
  return value.content.every(isContentBlock);
}

/** The result for what a handler without output schema returned: text, blocks, a full result, or anything else as JSON text. */
export function contentResult(value: unknown, operation: string): ToolResult {
  if (typeof value === 'string') return { content: [{ type: 'text', text: value }] };
  if (isContentBlock(value)) return { content: [value] };
  if (Array.isArray(value) && value.length > 0 && value.every(isContentBlock)) return { content: value };
  if (isFullResult(value)) return value;
  if (value === undefined) return { content: [] };
  return { content: [{ type: 'text', text: jsonText(value, operation) }] };
}

/**
 * The result for what a handler with an output schema returned: data, checked. Only a full result that carries
 * `structuredContent`, or says `isError`, is taken as one; an object with a `content` of its own stays data.
 */
export function structuredResult(value: unknown, output: CheckedSchema, operation: string): Awaitable<ToolResult> {
  if (isFullResult(value)) {
    if (value.isError === true) return value;
    const { structuredContent } = value;
    if (structuredContent !== undefined) {
      return andThen(output.check(structuredContent), (verdict) => ({
        ...value,
        structuredContent: checkedValue(verdict, operation),
      }));
    }
  }
  return andThen(output.check(value), (verdict) => {
    const data = checkedValue(verdict, operation);
    return { content: [{ type: 'text', text: jsonText(data, operation) }], structuredContent: data };
  });
}

function checkedValue(verdict: SchemaVerdict, operation: string): unknown {
  if ('issues' in verdict) throw mismatch(operation, describeIssues(verdict.issues));
  return verdict.value;
}

function mismatch(operation: string, reason: string): ToolError {
  // With a cause, so that the log hears of it: this is a mistake of the server, not of the caller.
  const cause = new Error(reason);
  return new ToolError('INVALID_OUTPUT', `The result of ${operation} does not fit its output schema: ${reason}`, {
    cause,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
