/** Bytes, or text such as `"512kb"`, `"1mb"`, `"1gb"`: powers of 1024. */
export type Size = number | `${number}${'b' | 'kb' | 'mb' | 'gb'}`;

const units = new Map([
  ['b', 1],
  ['kb', 1024],
  ['mb', 1024 ** 2],
  ['gb', 1024 ** 3],
]);

/** Bytes of a size. `what` names the setting in the error. */
export function parseSize(size: Size, what: string): number {
  if (typeof size === 'number' && Number.isSafeInteger(size) && size >= 0) return size;
  const match = typeof size === 'string' ? /^(\d+(?:\.\d+)?)(b|kb|mb|gb)$/i.exec(size) : null;
  const factor = match?.[2] === undefined ? undefined : units.get(match[2].toLowerCase());
  if (match === null || factor === undefined) {
    throw new TypeError(`${what} is ${String(size)}: use bytes or text such as "512kb", "1mb".`);
  }
  return Math.floor(Number(match[1]) * factor);
}
