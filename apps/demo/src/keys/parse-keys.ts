import type { AtlasKey, AtlasKeys } from './atlas-key.js';
import { parsePermissions } from './parse-permissions.js';

const syntax = 'label=tg_…:permission,permission';
// Neither a key nor its digest can pass for a label, so a label is safe to print.
const label = /^[a-z][a-z0-9-]{0,31}$/;
const secret = /^tg_[A-Za-z0-9_-]{16,128}$/;

/**
 * Reads `ATLAS_KEYS`: entries `label=tg_…:permission,permission`, separated by `;`. Throws a TypeError for the first
 * entry that is wrong, naming it by its number and never quoting it: a secret may be anywhere in it.
 */
export function parseKeys(text: string): AtlasKeys {
  const keys = new Map<string, AtlasKey>();
  for (const [index, entry] of text.split(';').entries()) {
    const [name, key] = parseEntry(entry.trim(), `ATLAS_KEYS entry ${index + 1}`);
    if (keys.has(name)) throw new TypeError(`ATLAS_KEYS has two keys "${name}": give each a label of its own.`);
    keys.set(name, key);
  }
  return Object.fromEntries(keys);
}

function parseEntry(entry: string, what: string): [string, AtlasKey] {
  if (entry === '') throw new TypeError(`${what} is empty: write ${syntax}, with ; only between entries.`);
  const [, name, value, list] = /^([^=]*)=([^:]*):(.*)$/s.exec(entry) ?? [];
  if (name === undefined || value === undefined || list === undefined) {
    throw new TypeError(`${what} has another form: write ${syntax}.`);
  }
  if (!label.test(name)) {
    throw new TypeError(`${what} has a wrong label: use 1 to 32 of a-z 0-9 -, beginning with a letter.`);
  }
  if (!secret.test(value)) {
    throw new TypeError(`${what} ("${name}") has a wrong key: use tg_ and 16 to 128 of A-Z a-z 0-9 _ -.`);
  }
  return [name, { secret: value, permissions: parsePermissions(list, `${what} ("${name}")`) }];
}
