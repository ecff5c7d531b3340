/** Throws a TypeError for a key that `known` does not have: `sessions.idel does not exist: use one of idle, lifetime.` */
export function refuseUnknownKeys(value: object, known: readonly string[], what: string): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new TypeError(`${what}.${unknown} does not exist: use one of ${known.join(', ')}.`);
}
