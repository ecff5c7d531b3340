import type { QueryPiece } from './template-piece.js';
import { characterLength, plainCharacters } from './uri-characters.js';

/** A variable with its text in the URI, still encoded. */
export type EncodedValue = readonly [name: string, encoded: string];

/** The query that begins at `start`, and where it ends. Undefined for none, for an unknown variable and for one that is there twice. */
export function readQuery(
  uri: string,
  start: number,
  { first, names }: QueryPiece,
): { readonly end: number; readonly values: readonly EncodedValue[] } | undefined {
  if (!uri.startsWith(first, start)) return undefined;
  const values = new Map<string, string>();
  let end = start;
  do {
    const name = names.find((one) => uri.startsWith(one, end + 1) && uri[end + 1 + one.length] === '=');
    if (name === undefined || values.has(name)) return undefined;
    const from = end + name.length + 2;
    end = endOfValue(uri, from);
    values.set(name, uri.slice(from, end));
  } while (uri[end] === '&');
  return { end, values: [...values] };
}

function endOfValue(uri: string, from: number): number {
  let end = from;
  for (let length = 1; length > 0; end += length) length = characterLength(uri, end, plainCharacters);
  return end;
}
