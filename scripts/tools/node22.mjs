import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchTool } from './fetch.mjs';

const version = '22.23.3';
// Those npm has that version for: as `process.platform` and `process.arch` say it, then as the package does.
const platforms = new Map([
  ['linux x64', 'linux-x64'],
  ['linux arm64', 'linux-arm64'],
  ['darwin x64', 'darwin-x64'],
  ['win32 x64', 'win-x64'],
]);

/** The path of Node 22, fetched once; where npm has none for this platform, the Node that runs this, from 22 on. */
export function node22() {
  const platform = platforms.get(`${process.platform} ${process.arch}`);
  if (platform !== undefined) {
    const folder = join(fetchTool(`node-${platform}`, version), 'node_modules', `node-${platform}`);
    return join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin.node);
  }
  if (Number.parseInt(process.versions.node, 10) >= 22) return process.execPath;
  throw new Error(
    `npm has no Node 22 for ${process.platform} on ${process.arch}, and this is Node ${process.versions.node}: start it with Node 22 or newer.`,
  );
}
