import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { entries } from '../tools/packages.mjs';

const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2023'],
  module: 'ESNext',
  moduleResolution: 'Bundler',
  types: ['node'],
  strict: true,
  skipLibCheck: true, // pack-check.mjs does that check
};
const silent = { default: { logLevel: 'none' } };
const messages = {
  extractorMessageReporting: silent,
  tsdocMessageReporting: silent,
  compilerMessageReporting: { default: { logLevel: 'error' } },
};
// What the extractor says of everything that has no release tag or comment.
const remarks = /^ *\/\/ (@public( \(undocumented\))?|\(undocumented\)|\(No @packageDocumentation .*)\n/gm;

/** The text of a package's api.md, read from its built declarations; `scratch` is a folder for files in between. */
export function report(pkg, scratch) {
  const parts = entries(pkg.manifest).map(([subpath, { types }]) => {
    const title = subpath === '.' ? '' : `## \`${pkg.name}${subpath.slice(1)}\`\n\n`;
    return `${title}${block(extract(pkg, types, scratch))}`;
  });
  const merged = augmentations(join(pkg.folder, 'dist'));
  if (merged !== '') parts.push(`## What it adds to other packages\n\n${block(merged)}`);
  return `# API of ${pkg.name}\n\nWritten by \`npm run api\`: do not edit.\n\n${parts.join('\n')}`;
}

const block = (code) => `\`\`\`ts\n${code.trim()}\n\`\`\`\n`;

function extract({ name, folder }, types, scratch) {
  const faults = [];
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      compiler: { overrideTsconfig: { compilerOptions, files: [types] } },
      apiReport: {
        enabled: true,
        includeForgottenExports: true,
        reportFileName: 'report',
        reportFolder: scratch,
        reportTempFolder: join(scratch, 'temporary'),
      },
      newlineKind: 'lf',
      messages,
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
  });
  const messageCallback = (message) => {
    if (message.logLevel === 'error') faults.push(message.formatMessageWithLocation(folder));
    message.handled = true; // not printed
  };
  Extractor.invoke(config, { localBuild: true, messageCallback });
  if (faults.length > 0) throw new Error(`${name}: its declarations cannot be read.\n${faults.join('\n')}`);
  const markdown = readFileSync(join(scratch, 'report.api.md'), 'utf8');
  return markdown.replace(/^.*?```ts\n|\n```.*$/gs, '').replace(remarks, '');
}

/** The declaration merging of a package, which the extractor leaves out: the options and services it adds. */
function augmentations(dist) {
  return readdirSync(dist, { recursive: true })
    .filter((path) => path.endsWith('.d.ts'))
    .sort()
    .flatMap((path) => readFileSync(join(dist, path), 'utf8').match(/^declare module ['"].*?^\}$/gms) ?? [])
    .map((declaration) => declaration.replace(/^ *\/\*\*.*?\*\/\n/gms, ''))
    .join('\n\n');
}
