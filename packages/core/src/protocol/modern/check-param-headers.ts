import { isObject } from '../parse-message.js';
import { headerMismatch, quote } from './header-mismatch.js';
import { decodeHeaderValue } from './header-value.js';
import type { ParamHeader } from './param-headers.js';
import type { HeaderReader } from './routing-headers.js';

const wholeNumber = /^-?\d+(?:\.0+)?$/;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Throws HEADER_MISMATCH unless every marked argument that has a value, null being none, came in its header too (MCP
 * 2026-07-28, server behavior for custom headers). A header without argument is ignored.
 */
export function checkParamHeaders(headers: readonly ParamHeader[], args: JsonObject, header: HeaderReader): void {
  for (const declared of headers) {
    const value = valueAt(args, declared.path);
    if (value !== undefined && value !== null) checkParamHeader(declared, value, header(declared.key));
  }
}

function checkParamHeader({ name, path, integer }: ParamHeader, value: unknown, sent: string | undefined): void {
  const where = `arguments.${path.join('.')}`;
  const text = headerText(value);
  if (text === undefined) {
    throw headerMismatch(`${where} is nothing that ${name} can say: send text, a safe integer or a boolean`);
  }
  if (sent === undefined) throw headerMismatch(`${name} is missing, ${where} is ${quote(text)}`);
  const decoded = decodeHeaderValue(sent);
  if (decoded === undefined) throw headerMismatch(`${name} is ${quote(sent)}, which cannot be decoded`);
  if (decoded === text || (integer && isSameNumber(decoded, value))) return;
  throw headerMismatch(`${name} is ${quote(decoded)}, ${where} is ${quote(text)}`);
}

/** How a header says a value; undefined for what clients cannot put into one. */
function headerText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const exact = typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return exact ? String(value) : undefined;
}

function isSameNumber(text: string, value: unknown): boolean {
  return typeof value === 'number' && wholeNumber.test(text) && Number(text) === value;
}

/** Own keys alone count: a property may be called `constructor`. */
function valueAt(args: JsonObject, path: readonly string[]): unknown {
  let value: unknown = args;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}
