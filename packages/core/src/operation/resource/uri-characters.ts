const percent = 37;
const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!'()*";
const reserved = ':/?#[]@$&+,;=';

/** Codes of the characters that text in a URI may have as they are; percent-encoded bytes are always allowed. */
export type UriCharacters = ReadonlySet<number>;

/** What RFC 2396 calls unreserved. RFC 6570 would encode `!'()*`, but clients that expand with `encodeURIComponent` do not. */
export const plainCharacters: UriCharacters = codes(unreserved);

/** Unreserved and reserved characters (RFC 6570, 1.5), less those of `without`. */
export function reservedCharacters(without: string): UriCharacters {
  return codes(unreserved + [...reserved].filter((character) => !without.includes(character)).join(''));
}

/** How much of `uri` the character at `index` takes: 3 for a percent-encoded byte, 1 for an allowed character, else 0. */
export function characterLength(uri: string, index: number, allowed: UriCharacters): 0 | 1 | 3 {
  const code = uri.charCodeAt(index);
  if (code !== percent) return allowed.has(code) ? 1 : 0;
  return isHexadecimal(uri.charCodeAt(index + 1)) && isHexadecimal(uri.charCodeAt(index + 2)) ? 3 : 0;
}

function isHexadecimal(code: number): boolean {
  // Setting bit 32 makes A to F lower case; digits have it already.
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 102);
}

function codes(characters: string): UriCharacters {
  return new Set([...characters].map((character) => character.charCodeAt(0)));
}
