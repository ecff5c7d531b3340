import type { SkillDescription } from '@toolgate/core';
import { isObject } from '../protocol/modern/modern-messages.js';
import type { ModernReply } from '../support/modern-wire.js';

/** PNG signature: bytes that are no text. */
export const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A skill with files in folders, text and not. */
export const refunds = {
  description: 'Handles refunds. Use it when a customer wants money back.',
  instructions: '# Refunds\n\nSee `references/rules.md`.\n',
  frontmatter: { license: 'MIT', metadata: { version: '2.1.0' } },
  files: {
    'answer.md': '# Answer\n',
    'references/rules.md': '# Rules\n',
    'references/forms/eu.json': { content: '{"days":14}', mimeType: 'application/schema+json' },
    'assets/stamp.png': picture,
  },
} satisfies SkillDescription;

export interface Entry {
  readonly uri: string;
  readonly frontmatter: Readonly<Record<string, unknown>>;
  readonly resources: readonly { readonly uri: string; readonly digest: string; readonly size: number }[];
}

/** The skills of a `skills/list`. */
export function skillsOf({ result }: Pick<ModernReply, 'result'>): readonly Entry[] {
  const skills = result?.skills;
  if (!Array.isArray(skills)) throw new Error(`No skills in ${JSON.stringify(result)}`);
  return skills;
}

/** The names of a `skills/list`. */
export const skillNames = (reply: Pick<ModernReply, 'result'>) =>
  skillsOf(reply).map(({ frontmatter }) => frontmatter.name);

/** What `resources/read` answered: the only content. */
export function contentOf({ result }: Pick<ModernReply, 'result'>): Readonly<Record<string, unknown>> {
  const contents: unknown = result?.contents;
  const [content]: readonly unknown[] = Array.isArray(contents) ? contents : [];
  if (!isObject(content)) throw new Error(`No content in ${JSON.stringify(result)}`);
  return content;
}
