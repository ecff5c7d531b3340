import { hash } from 'node:crypto';
import { fileMimeType } from './file-mime-type.js';
import type { SkillFileContent } from './skill-options.js';
import { skillUri } from './skill-path.js';

/** One file of a skill, ready to be listed and read. */
export interface SkillFile {
  readonly path: string;
  readonly uri: string;
  readonly mimeType: string;
  readonly size: number;
  /** `sha256:` and 64 hexadecimal digits, of the bytes. */
  readonly digest: string;
  readonly content: { readonly text: string } | { readonly blob: string };
}

// Line ends and tabs are the only control characters of a text.
const noText = /(?![\t\n\f\r])\p{Cc}/u;

export function skillFile(name: string, path: string, given: SkillFileContent): SkillFile {
  const { content, mimeType } =
    typeof given === 'string' || given instanceof Uint8Array ? { content: given, mimeType: undefined } : given;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  // A text, too, is what its bytes say, so that the digest holds for it: half a character becomes U+FFFD.
  const text = typeof content === 'string' ? bytes.toString() : textOf(bytes);
  return {
    path,
    uri: skillUri(name, path),
    mimeType: mimeType ?? fileMimeType(path, text !== undefined),
    size: bytes.length,
    digest: `sha256:${hash('sha256', bytes, 'hex')}`,
    content: text === undefined ? { blob: Buffer.from(bytes).toString('base64') } : { text },
  };
}

/** The text that bytes are; undefined where they are none. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return noText.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
