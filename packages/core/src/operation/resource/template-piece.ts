import type { UriCharacters } from './uri-characters.js';

/** One or more of the allowed characters, for a variable. */
export interface ValuePiece {
  readonly kind: 'value';
  readonly name: string;
  readonly allowed: UriCharacters;
}

/** A whole query or none: each variable once or not at all, in any order, and no other. */
export interface QueryPiece {
  readonly kind: 'query';
  readonly first: '?' | '&';
  readonly names: readonly string[];
}

/** What takes text of a URI; a parameter is what `{;name}` has after the name: `=` with a value, or nothing for an empty one. */
export type TemplatePiece =
  | { readonly kind: 'literal'; readonly text: string }
  | ValuePiece
  | { readonly kind: 'parameter'; readonly value: ValuePiece }
  | QueryPiece;
