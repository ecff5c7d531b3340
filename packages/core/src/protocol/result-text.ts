import { ToolError } from '../errors/toolgate-error.js';
import { jsonText } from '../operation/json-text.js';
import type { MethodRequest } from './method.js';
import type { ModernResults } from './modern/modern-results.js';
import { isObject } from './parse-message.js';

/** Text of an operation's result on the wire of its request. Throws a ToolError for what is no JSON, or too large. */
export function resultText(result: object, { runtime, connection }: MethodRequest, name: string): string {
  const text = connection.envelope === undefined ? jsonText(result, name) : modernText(result, runtime.modern, name);
  const { result: limit } = runtime.limits;
  // A UTF-16 unit is at most three bytes, so most results need no count.
  if (text.length * 3 > limit && Buffer.byteLength(text) > limit) {
    throw new ToolError('RESULT_TOO_LARGE', `The result of ${name} is larger than ${limit} bytes: ask for less.`);
  }
  return text;
}

function modernText(result: object, modern: ModernResults, name: string): string {
  const own = '_meta' in result ? result._meta : undefined;
  if (!isObject(own)) return modern.complete(jsonText(result, name));
  return jsonText({ ...result, resultType: 'complete', _meta: modern.meta(own) }, name);
}
