import { legacyRevisions, type Revision } from '../../protocol/revisions.js';
import { descriptorTexts } from '../descriptor-texts.js';
import type { PromptArgument } from './prompt-arguments.js';
import type { PromptDefinition } from './prompt-options.js';

const since = {
  title: '2025-06-18',
  _meta: '2025-06-18',
  icons: '2025-11-25',
} as const satisfies Readonly<Record<string, Revision>>;

/** A prompt as lists show it. Before 2025-06-18 its arguments have no titles either. */
export function promptDescriptor(
  { name, options }: PromptDefinition,
  listed: readonly PromptArgument[],
): Readonly<Record<Revision, string>> {
  const { title, description, icons, _meta } = options;
  const texts = (shown: readonly PromptArgument[]): Readonly<Record<Revision, string>> =>
    descriptorTexts({ name, title, description, arguments: shown, icons, _meta }, since);
  const untitled = texts(listed.map(({ title: _, ...argument }) => argument));
  const [, , march2025, november2024] = legacyRevisions;
  return { ...texts(listed), [march2025]: untitled[march2025], [november2024]: untitled[november2024] };
}
