const segment = /^[^\s.*]+$/;

/** Throws a TypeError unless `permission` is dotted text such as `"notes.write"`, without wildcards or blanks. */
export function assertPermission(permission: unknown, what: string): asserts permission is string {
  if (typeof permission === 'string' && permission.split('.').every((part) => segment.test(part))) return;
  throw new TypeError(
    `${what} requires the permission ${JSON.stringify(permission)}: use dotted text such as "notes.write".`,
  );
}

/**
 * Whether grants satisfy a requirement: the same string, `*`, or a parent (`data` or `data.*` grants `data.read`). Case
 * counts; a child never grants its parent.
 */
export function grants(granted: ReadonlySet<string>, required: string): boolean {
  if (granted.has(required) || granted.has('*')) return true;
  for (let dot = required.lastIndexOf('.'); dot > 0; dot = required.lastIndexOf('.', dot - 1)) {
    const parent = required.slice(0, dot);
    if (granted.has(parent) || granted.has(`${parent}.*`)) return true;
  }
  return false;
}

/** Throws a TypeError unless `grant` can satisfy some requirement: dotted text, `data.*` or `*`. */
export function assertGrant(grant: unknown, what: string): asserts grant is string {
  if (grant === '*') return;
  const below = typeof grant === 'string' && grant.endsWith('.*') ? grant.slice(0, -2) : grant;
  if (typeof below === 'string' && below.split('.').every((part) => segment.test(part))) return;
  throw new TypeError(`${what} has the permission ${JSON.stringify(grant)}: use "notes.write", "notes.*" or "*".`);
}
