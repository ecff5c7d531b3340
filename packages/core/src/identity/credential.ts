/** One credential a caller presented. */
export interface Credential {
  /** Scheme of `Authorization` in lower case: `bearer`, `basic`; empty for a header of its own such as `x-api-key`. */
  readonly scheme: string;
  /** Name of the header in lower case. */
  readonly header: string;
  readonly value: string;
  /** Where it came from; undefined on stdio and where a host gave no address. */
  readonly address: string | undefined;
}

/** The credential in a header. `Authorization` is a scheme and its value (RFC 9110, 11.4). */
export function parseCredential(header: string, text: string, address: string | undefined): Credential {
  if (header !== 'authorization') return { scheme: '', header, value: text, address };
  const space = text.indexOf(' ');
  if (space < 0) return { scheme: text.toLowerCase(), header, value: '', address };
  return { scheme: text.slice(0, space).toLowerCase(), header, value: text.slice(space + 1).trim(), address };
}
