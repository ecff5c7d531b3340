/** A whole number above 0, else a TypeError. `what` names the setting in the error. */
export function parseCount(count: number, what: string): number {
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new TypeError(`${what} is ${String(count)}: use a whole number above 0.`);
}
