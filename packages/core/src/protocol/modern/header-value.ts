import { isUtf8 } from 'node:buffer';
import { trimBlanks } from './trim-blanks.js';

const prefix = '=?base64?';
const suffix = '?=';
const tab = 9;
const firstVisible = 32;
const lastVisible = 126;

/**
 * What `Mcp-Name` or `Mcp-Param-*` stands for: `=?base64?…?=` decoded, anything else as it is (MCP 2026-07-28, value encoding).
 * Undefined for bytes that no such header may have, base64 that is not canonical, and what is not UTF-8.
 */
export function decodeHeaderValue(header: string): string | undefined {
  const value = trimBlanks(header);
  if (!isVisible(value)) return undefined;
  if (!value.startsWith(prefix) || !value.endsWith(suffix)) return value;
  const payload = value.slice(prefix.length, -suffix.length);
  const bytes = Buffer.from(payload, 'base64');
  // Node skips what is not base64, so only the way back tells.
  return bytes.toString('base64') === payload && isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

function isVisible(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index);
    if ((unit < firstVisible && unit !== tab) || unit > lastVisible) return false;
  }
  return true;
}
