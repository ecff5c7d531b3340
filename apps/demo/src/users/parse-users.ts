import { parsePermissions } from '../keys/parse-permissions.js';
import type { AtlasUser, AtlasUsers } from './atlas-user.js';

const syntax = 'name=scrypt$…:permission,permission';
const name = /^[a-z][a-z0-9-]{0,31}$/;

/**
 * Reads `ATLAS_USERS`: entries `name=scrypt$…:permission,permission`, separated by `;`. Throws a TypeError for the first entry
 * that is wrong, naming it by its number and never quoting it: a password may be anywhere in it.
 */
export function parseUsers(text: string): AtlasUsers {
  const users = new Map<string, AtlasUser>();
  for (const [index, entry] of text.split(';').entries()) {
    const what = `ATLAS_USERS entry ${index + 1}`;
    const [, user, hash, list] = /^([^=]*)=(scrypt\$[^:]*):(.*)$/s.exec(entry.trim()) ?? [];
    if (user === undefined || hash === undefined || list === undefined) {
      throw new TypeError(`${what} has another form: write ${syntax}, with ; only between entries.`);
    }
    if (!name.test(user)) {
      throw new TypeError(`${what} has a wrong name: use 1 to 32 of a-z 0-9 -, beginning with a letter.`);
    }
    if (users.has(user)) throw new TypeError(`ATLAS_USERS has two users "${user}": give each a name of their own.`);
    users.set(user, { hash, permissions: parsePermissions(list, `${what} ("${user}")`) });
  }
  return Object.fromEntries(users);
}
