/** Milliseconds, or text such as `"250ms"`, `"10s"`, `"5m"`, `"1h"`, `"7d"`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

const units = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** As `parseDuration`, and more than 0: for a time in which something must be possible. */
export function parsePositiveDuration(duration: Duration, what: string): number {
  const ms = parseDuration(duration, what);
  if (ms > 0) return ms;
  throw new TypeError(`${what} is 0: use more, such as "10s".`);
}

/** Milliseconds of a duration. `what` names the setting in the error: `timeout of tool "forecast"`. */
export function parseDuration(duration: Duration, what: string): number {
  if (typeof duration === 'number' && Number.isFinite(duration) && duration >= 0) return duration;
  const match = typeof duration === 'string' ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) : null;
  const factor = match?.[2] === undefined ? undefined : units.get(match[2]);
  if (match === null || factor === undefined) {
    throw new TypeError(`${what} is ${String(duration)}: use milliseconds or text such as "10s", "5m", "1h".`);
  }
  return Number(match[1]) * factor;
}
