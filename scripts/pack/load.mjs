import { posix } from 'node:path';
import { entries } from '../tools/packages.mjs';
import { node } from '../tools/shell.mjs';

const show = 'JSON.stringify(Object.keys(loaded).sort())';
const importing = `const loaded = await import(process.argv[1]); console.log(${show});`;
const requiring = `const loaded = require(process.argv[1]); console.log(${show});`;

/** Imports and requires every entry point of the installed package; answers its export names by specifier. */
export async function load({ name, manifest }, project) {
  const names = {};
  for (const [subpath] of entries(manifest)) {
    const specifier = posix.join(name, subpath);
    const imported = await keys(specifier, 'import', ['--input-type=module', '-e', importing], project);
    const required = await keys(specifier, 'require', ['-e', requiring], project);
    if (imported.join() !== required.join())
      throw new Error(`${specifier}: import gives ${imported.join(', ')}, but require gives ${required.join(', ')}.`);
    names[specifier] = imported;
  }
  return names;
}

async function keys(specifier, how, args, project) {
  try {
    return JSON.parse(await node([...args, specifier], { cwd: project, timeout: 10_000 }));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw new Error(`${specifier}: ${how} fails.\n${error.message}`);
    throw new Error(`${specifier}: ${how} prints to stdout: a module that is only loaded must stay silent.`);
  }
}
