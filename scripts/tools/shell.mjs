import { execFile } from 'node:child_process';
import { windows } from './fetch.mjs';

const limits = { encoding: 'utf8', timeout: 120_000, maxBuffer: 64 * 1024 * 1024 };

/** What a command prints; throws with all it said when it fails or does not end. */
export function output(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    execFile(command, args, { ...limits, ...options }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (error.code === 'ENOENT') return reject(new Error(`${command} is not on PATH: start this with "npm run …".`));
      if (error.killed) return reject(new Error(`${stdout}${stderr}The command did not end in time.`));
      return reject(new Error(`${stdout}${stderr}`.trim() || error.message));
    });
  });
}

/** The same for a command from node_modules/.bin, or for pnpm; both are on PATH in `pnpm run` and `pnpm exec`. */
export const binary = (command, args, options = {}) => output(command, args, { ...options, shell: windows });

/** The same for a script or an expression run by this Node. */
export const node = (args, options) => output(process.execPath, args, options);
