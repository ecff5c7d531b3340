import { isObject } from '../parse-message.js';
import { metaKeys } from './modern-revision.js';

/** What `params._meta` names as protocol version, a string or not; undefined where the message makes no such claim. */
export function modernClaim(params: unknown): unknown {
  if (!isObject(params) || !isObject(params._meta)) return undefined;
  return params._meta[metaKeys.protocolVersion];
}

/** Whether a message, or an element of a batch, claims to carry the envelope of 2026-07-28: well formed or not, it is no 2025 message then. */
export function hasModernClaim(params: unknown): boolean {
  return modernClaim(params) !== undefined;
}
