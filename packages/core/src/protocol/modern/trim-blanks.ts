const tab = 9;
const space = 32;

/** A header's value without the spaces and tabs around it (RFC 9110, 5.5), which most requests do not have. */
export function trimBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--;
  return start === 0 && end === value.length ? value : value.slice(start, end);
}

function isBlank(unit: number): boolean {
  return unit === space || unit === tab;
}
