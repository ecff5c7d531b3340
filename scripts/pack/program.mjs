import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Names the types of a dependency take from the DOM library without declaring them, with who does it. A user without
// that library and without skipLibCheck meets the same error, in their file. Types of ours may not rely on these:
// check-ours.mjs does not read them.
const missing = [
  'type HeadersInit = ConstructorParameters<typeof Headers>[0]; // @modelcontextprotocol/sdk, shared/transport.d.ts',
];

/** Writes the program that uses every export by name, and the globals its dependencies forgot. */
export async function writeProgram(exportNames, project) {
  const lines = Object.entries(exportNames).flatMap(([specifier, names], entry) => [
    `import type * as types${entry} from '${specifier}';`,
    `import { ${names.map((name) => `${name} as ${name}${entry}`).join(', ')} } from '${specifier}';`,
    `export const values${entry} = [${names.map((name) => name + entry).join(', ')}] as const;`,
    `export type Types${entry} = typeof types${entry};`,
  ]);
  await writeFile(join(project, 'index.ts'), `${lines.join('\n')}\n`);
  await writeFile(join(project, 'missing.d.ts'), `${missing.join('\n')}\n`);
}
