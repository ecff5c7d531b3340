type Values = Readonly<Record<string, string | undefined>>;

/** First, separator, whether named, whether reserved characters stay, and what follows the name of an empty value (RFC 6570, appendix A). */
const rules = new Map<string, readonly [string, string, boolean, boolean, string]>([
  ['', ['', ',', false, false, '']],
  ['+', ['', ',', false, true, '']],
  ['#', ['#', ',', false, true, '']],
  ['.', ['.', '.', false, false, '']],
  ['/', ['/', '/', false, false, '']],
  [';', [';', ';', true, false, '']],
  ['?', ['?', '&', true, false, '=']],
  ['&', ['&', '&', true, false, '=']],
]);

/** Expands a template of level 1 to 3 by the letter of RFC 6570: the other direction, to hold the matcher against. */
export function expandUriTemplate(template: string, values: Values): string {
  return template.replace(/\{([+#./;?&]?)([^}]*)\}|[^{]+/g, (literal, operator?: string, list?: string) => {
    if (operator === undefined || list === undefined) return encode(literal, true);
    const [first, separator, named, reserved, empty] = rules.get(operator) ?? ['', ',', false, false, ''];
    const items = list.split(',').flatMap((name) => {
      const value = values[name];
      if (value === undefined) return [];
      const encoded = encode(value, reserved);
      if (!named) return [encoded];
      return [encoded === '' ? `${name}${empty}` : `${name}=${encoded}`];
    });
    return items.length === 0 ? '' : first + items.join(separator);
  });
}

function encode(value: string, reserved: boolean): string {
  const kept = reserved ? /%[0-9a-f]{2}|[\w\-.~:/?#[\]@!$&'()*+,;=]|./gisu : /./gsu;
  return value.replace(kept, (part) => (isKept(part, reserved) ? part : encodeByte(part)));
}

function isKept(part: string, reserved: boolean): boolean {
  return part.length === 3 || (reserved ? /^[\w\-.~:/?#[\]@!$&'()*+,;=]$/ : /^[\w\-.~]$/).test(part);
}

function encodeByte(part: string): string {
  return [...new TextEncoder().encode(part)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
