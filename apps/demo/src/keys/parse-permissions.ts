import { grants } from '@toolgate/core';

const required = ['countries.read', 'notes.write'];

/** Reads `permission,permission`. Throws a TypeError that begins with `what` and quotes nothing. */
export function parsePermissions(list: string, what: string): readonly string[] {
  const permissions = list.split(',');
  // A permission that no tool asks for is a misspelt one, and would lock its holder out without a word.
  const wrong = permissions.findIndex((one) => !required.some((needed) => grants(new Set([one]), needed)));
  if (wrong < 0) return permissions;
  throw new TypeError(`${what}: permission ${wrong + 1} opens no tool, use ${required.join(', ')} or *.`);
}
