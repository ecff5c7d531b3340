import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A program in the documentation. */
export interface Program {
  readonly name: string;
  readonly text: string;
  /** What a reader is told it prints; undefined where nothing is shown. */
  readonly output: string | undefined;
}

const fence = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** Every program of every page a user reads. Its output is the `text` block below it, if no other block comes between. */
export function documentedPrograms(): readonly Program[] {
  return pages().flatMap(programs);
}

function pages(): readonly string[] {
  const below = (folder: string): string[] => readdirSync(join(root, folder)).map((name) => join(folder, name));
  const readmes = [...below('packages'), ...below('apps')].map((folder) => join(folder, 'README.md'));
  return ['README.md', 'CONTRIBUTING.md', ...below('docs'), ...readmes].filter((path) => path.endsWith('.md'));
}

function programs(path: string): readonly Program[] {
  const blocks = [...readFileSync(join(root, path), 'utf8').matchAll(fence)];
  return blocks.flatMap(([, language, text = ''], index) => {
    const [, nextLanguage, nextText] = blocks[index + 1] ?? [];
    if (language !== 'ts') return [];
    return [{ name: `${path}, block ${index + 1}`, text, output: nextLanguage === 'text' ? nextText : undefined }];
  });
}
