import { readFileSync } from 'node:fs';

const version = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;

/** Prints the line the harness waits for (URL and package versions) and ends the process on SIGTERM. */
export const announce = (port, packages) => {
  process.once('SIGTERM', () => process.exit(0));
  const versions = Object.fromEntries(packages.map((name) => [name, version(name)]));
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}/mcp`, versions })}\n`);
};
