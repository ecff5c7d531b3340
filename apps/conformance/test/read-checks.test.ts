import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readChecks } from '../src/results/read-checks.js';

describe('readChecks', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'toolgate-checks-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const leave = async (name: string, text?: string): Promise<void> => {
    await mkdir(join(folder, name));
    if (text !== undefined) await writeFile(join(folder, name, 'checks.json'), text);
  };

  it('reads what each scenario left, its name without date', async () => {
    const written = { id: 'ping', name: 'Ping', status: 'FAILURE', timestamp: 'now', errorMessage: 'no answer' };
    await leave('server-ping-2026-11-25T22-27-34-041Z', JSON.stringify([{ ...written, details: { result: {} } }]));
    await leave('server-sep-2164-resource-not-found-2026-11-25T22-27-34-041Z', '[{ "id": "a", "status": "INFO" }]');
    expect([...(await readChecks(folder))].sort()).toEqual([
      ['ping', [{ id: 'ping', status: 'FAILURE', description: '', errorMessage: 'no answer' }]],
      ['sep-2164-resource-not-found', [{ id: 'a', status: 'INFO', description: '' }]],
    ]);
  });

  it('leaves out a scenario that broke off, and other files', async () => {
    await leave('server-ping-2026-11-25T22-27-34-041Z');
    await leave('notes', '[]');
    expect((await readChecks(folder)).size).toBe(0);
  });

  it('refuses a status it does not know, rather than let it pass', async () => {
    await leave('server-ping-2026-11-25T22-27-34-041Z', '[{ "id": "ping", "status": "MAYBE" }]');
    await expect(readChecks(folder)).rejects.toThrow('Invalid option');
  });
});
