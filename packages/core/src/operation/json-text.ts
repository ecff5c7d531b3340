import { ToolError } from '../errors/toolgate-error.js';

/** JSON of a result; undefined becomes `null`. Throws a ToolError that says what cannot be written. */
export function jsonText(value: unknown, operation: string): string {
  let text: string | undefined;
  let cause: unknown;
  try {
    text = JSON.stringify(value) ?? (value === undefined ? 'null' : undefined);
  } catch (error) {
    cause = error;
  }
  if (text !== undefined && !(text === '{}' && isOpaque(value))) return text;
  const message = `The result of ${operation} is not JSON: ${reason(value, cause)}.`;
  throw new ToolError('UNSERIALIZABLE_RESULT', message, { cause });
}

// The runtime's own text quotes property names of the value, so the reason is found here instead.
function reason(value: unknown, cause: unknown): string {
  if (cause instanceof RangeError) return 'it is nested too deeply';
  if (isOpaque(value)) return `it is a ${Object.getPrototypeOf(value)?.constructor?.name ?? 'object'} without JSON`;
  const message = cause instanceof TypeError ? cause.message : '';
  if (message.includes('BigInt')) return 'it holds a BigInt; use a number or a string';
  if (message.includes('circular')) return 'it refers to itself';
  return typeof value === 'object' ? 'a property or toJSON method throws' : `it is a ${typeof value}`;
}

/** Whether a value is an object of some class that keeps what it holds to itself: a Map, a Response, a generator. */
function isOpaque(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== Object.prototype && prototype !== null && Object.keys(value).length === 0;
}
