import type { ResourceContent, ResourceResult } from '../../call/result.js';
import { resourceNotFound } from '../../errors/resource-not-found.js';
import { ResourceError } from '../../errors/toolgate-error.js';
import { jsonText } from '../json-text.js';

const contentKeys = new Set(['uri', 'mimeType', 'text', 'blob', '_meta']);

/** The result for what a read returned: text, bytes, contents, a full result, or anything else as JSON. Undefined is no resource. */
export function resourceResult(
  value: unknown,
  uri: string,
  mimeType: string | undefined,
  name: string,
): ResourceResult {
  if (value === undefined) throw resourceNotFound(uri);
  if (typeof value === 'string') return { contents: [{ uri, mimeType: mimeType ?? 'text/plain', text: value }] };
  if (value instanceof Uint8Array) {
    const blob = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
    return { contents: [{ uri, mimeType: mimeType ?? 'application/octet-stream', blob }] };
  }
  const contents = contentsOf(value, uri, mimeType);
  if (contents !== undefined) return contents;
  return { contents: [{ uri, mimeType: mimeType ?? 'application/json', text: jsonText(value, name) }] };
}

function contentsOf(value: unknown, uri: string, mimeType: string | undefined): ResourceResult | undefined {
  if (isFullResult(value)) return value;
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every(isContent)) return undefined;
  return {
    contents: list.map((content) => ({
      ...(mimeType === undefined ? {} : { mimeType }),
      ...content,
      uri: content.uri ?? uri,
    })),
  };
}

type GivenContent = Partial<ResourceContent>;

/** One content of text or base64, and nothing else. */
function isContent(value: unknown): value is GivenContent {
  if (typeof value !== 'object' || value === null) return false;
  if (!Object.keys(value).every((key) => contentKeys.has(key))) return false;
  const text = 'text' in value && typeof value.text === 'string';
  const blob = 'blob' in value && typeof value.blob === 'string';
  return text !== blob && (!('uri' in value) || typeof value.uri === 'string');
}

function isFullResult(value: unknown): value is ResourceResult {
  if (typeof value !== 'object' || value === null || !('contents' in value) || !Array.isArray(value.contents))
    return false;
  const plain = Object.keys(value).every((key) => key === 'contents' || key === '_meta');
  if (!plain || !value.contents.every((content) => isContent(content) && content.uri !== undefined)) return false;
  if (value.contents.length > 0) return true;
  throw new ResourceError('EMPTY_RESOURCE', 'The resource has no contents: return undefined where there is none.');
}
