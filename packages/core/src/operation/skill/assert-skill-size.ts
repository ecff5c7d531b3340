import type { SkillFile } from './skill-file.js';
import { skillLimits } from './skill-limits.js';

/** Throws a TypeError for more bytes than hosts take, and for a file that does not fit into a result. */
export function assertSkillSize(files: readonly SkillFile[], maxResultBytes: number, what: string): void {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > skillLimits.bytes) {
    throw new TypeError(`${what} has ${bytes} bytes of files: use ${skillLimits.bytes} at the most.`);
  }
  for (const { path, content } of files) {
    const sent = Buffer.byteLength(JSON.stringify(content));
    if (sent <= maxResultBytes) continue;
    const limit = `limits.result (${maxResultBytes})`;
    throw new TypeError(`${what} has the file ${path} of ${sent} bytes as JSON: make it smaller, or raise ${limit}.`);
  }
}
