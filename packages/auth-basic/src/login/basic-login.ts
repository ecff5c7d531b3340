import { hasControlCharacters, maxPasswordBytes } from '../password/check-password.js';

/** A user name and a password, as a client sent them. */
export interface BasicLogin {
  readonly name: string;
  readonly password: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the value of `Authorization: Basic` (RFC 7617): strict base64 of UTF-8, split at the first colon. Undefined for anything else. */
export function parseLogin(value: string): BasicLogin | undefined {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) return undefined;
  const text = decode(bytes);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 1 || hasControlCharacters(text)) return undefined;
  const password = text.slice(colon + 1);
  if (password === '' || Buffer.byteLength(password) > maxPasswordBytes) return undefined;
  return { name: text.slice(0, colon), password };
}

function decode(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
