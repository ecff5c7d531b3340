import type { EditableKeyStore } from '../stores/key-store.js';

const day = (ms: number | undefined): string => (ms === undefined ? '-' : new Date(ms).toISOString().slice(0, 16));

/** The keys of a store as a table, without anything a key could be found from. */
export async function listKeys(store: EditableKeyStore): Promise<string> {
  const used = await store.lastUsed?.();
  const rows = (await store.list()).map(({ id, digest, permissions, roles, tenant, expiresAt }) => [
    id,
    digest.slice(0, 8),
    permissions.join(',') || '-',
    roles.join(',') || '-',
    tenant ?? '-',
    day(expiresAt),
    day(used?.get(digest)),
  ]);
  const table = [['id', 'digest', 'permissions', 'roles', 'tenant', 'expires', 'last used'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return `${table.map((row) => line(row).trimEnd()).join('\n')}\n`;
}
