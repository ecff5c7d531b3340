import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Check, checkSchema } from './check.js';

const folderName = /^server-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/;

/** The checks by scenario from a results folder of the suite. A scenario that broke off has left none and is missing. */
export async function readChecks(folder: string): Promise<ReadonlyMap<string, readonly Check[]>> {
  const checks = new Map<string, readonly Check[]>();
  for (const entry of await readdir(folder)) {
    const scenario = folderName.exec(entry)?.[1];
    if (scenario === undefined) continue;
    const text = await readFile(join(folder, entry, 'checks.json'), 'utf8').catch(() => undefined);
    if (text !== undefined) checks.set(scenario, z.array(checkSchema).parse(JSON.parse(text)));
  }
  return checks;
}
