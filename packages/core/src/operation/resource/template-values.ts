import type { EncodedValue } from './read-query.js';

const dotSegment = /(?:^|[/\\])\.\.?(?:[/\\]|$)/;

/**
 * Decodes the values of a match. Undefined when one has broken percent-encoding or UTF-8, a control character, or `.` or
 * `..` between slashes of either kind: what a handler joins to a folder stays inside it.
 */
export function templateValues(encoded: readonly EncodedValue[]): Readonly<Record<string, string>> | undefined {
  // Without a prototype, so that a variable may be called `constructor` or `__proto__`.
  const values: Record<string, string> = Object.create(null);
  for (const [name, text] of encoded) {
    const value = decode(text);
    if (value === undefined || !isSafe(value)) return undefined;
    values[name] = value;
  }
  return values;
}

function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function isSafe(value: string): boolean {
  return !dotSegment.test(value) && !/\p{Cc}/u.test(value);
}
