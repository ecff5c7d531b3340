import { z } from 'zod';
import type { ResourceContent, ResourceResult } from '../../call/result.js';
import { resourceNotFound } from '../../errors/resource-not-found.js';
import { ResourceError } from '../../errors/toolgate-error.js';
import { jsonText } from '../json-text.js';

type GivenContent = Partial<ResourceContent>;

interface GivenResult {
  readonly contents: readonly GivenContent[];
  readonly _meta?: ResourceResult['_meta'];
}

const meta = z.record(z.string(), z.unknown()).optional();
const common = { uri: z.string().optional(), mimeType: z.string().optional(), _meta: meta };
const none = z.undefined().optional();

/** One content of text or base64, and nothing else: an object with any further key is somebody's data. */
const givenContent = z.union([
  z.strictObject({ ...common, text: z.string(), blob: none }),
  z.strictObject({ ...common, text: none, blob: z.base64() }),
]);
const wholeKeys = z.strictObject({ contents: none, _meta: meta });

/** The result for what a read returned: text, bytes, contents without or with a result around them, or anything else as JSON. Undefined is no resource. */
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
  const whole = isWholeResult(value) ? value : undefined;
  const list: readonly unknown[] = whole?.contents ?? (Array.isArray(value) ? value : [value]);
  if (list.length === 0 || !list.every(isContent)) return undefined;
  const contents = list.map((content) => ({
    ...content,
    uri: content.uri ?? uri,
    mimeType: content.mimeType ?? mimeType,
  }));
  return { ...whole, contents };
}

function isContent(value: unknown): value is GivenContent {
  if (typeof value !== 'object' || value === null || !('text' in value || 'blob' in value)) return false;
  return givenContent.safeParse(value).success;
}

function isWholeResult(value: unknown): value is GivenResult {
  if (typeof value !== 'object' || value === null || !('contents' in value) || !Array.isArray(value.contents))
    return false;
  if (!wholeKeys.safeParse({ ...value, contents: undefined }).success) return false;
  if (value.contents.length > 0) return value.contents.every(isContent);
  throw new ResourceError('EMPTY_RESOURCE', 'The resource has no contents: return undefined where there is none.');
}
