import type { Implementation } from '@modelcontextprotocol/sdk/types.js';
import { isObject } from '../parse-message.js';

/** Whether a value introduces a client: `{ name, version }`, and what the revision lets it add. */
export function isImplementation(value: unknown): value is Implementation {
  return (
    isObject(value) &&
    typeof value.name === 'string' &&
    typeof value.version === 'string' &&
    isText(value.title) &&
    isText(value.description) &&
    isText(value.websiteUrl) &&
    (value.icons === undefined || (Array.isArray(value.icons) && value.icons.every(isIcon)))
  );
}

function isIcon(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { src, mimeType, sizes, theme } = value;
  if (typeof src !== 'string' || !isText(mimeType)) return false;
  if (theme !== undefined && theme !== 'light' && theme !== 'dark') return false;
  return sizes === undefined || (Array.isArray(sizes) && sizes.every((size) => typeof size === 'string'));
}

function isText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
