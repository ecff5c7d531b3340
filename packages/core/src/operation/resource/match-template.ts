import { type EncodedValue, readQuery } from './read-query.js';
import type { QueryPiece, TemplatePiece, ValuePiece } from './template-piece.js';
import { characterLength } from './uri-characters.js';

interface Attempt {
  readonly uri: string;
  readonly pieces: readonly TemplatePiece[];
  /** Per piece: no value of it that starts before this index lets the rest match. */
  readonly tried: number[];
  /** Filled from the last piece to the first, once all match. */
  readonly values: EncodedValue[];
}

/**
 * Encoded values of a URI that the pieces match from end to end, each as short as the rest allows. Takes time in
 * proportion to the length of the URI times that of the template, at worst.
 */
export function matchTemplate(pieces: readonly TemplatePiece[], uri: string): readonly EncodedValue[] | undefined {
  const attempt: Attempt = { uri, pieces, tried: [], values: [] };
  return matchesFrom(attempt, 0, 0) ? attempt.values.reverse() : undefined;
}

function matchesFrom(attempt: Attempt, index: number, start: number): boolean {
  const { uri, pieces, values } = attempt;
  const piece = pieces[index];
  if (piece === undefined) return start === uri.length;
  switch (piece.kind) {
    case 'literal':
      return uri.startsWith(piece.text, start) && matchesFrom(attempt, index + 1, start + piece.text.length);
    case 'value':
      return matchesValue(attempt, piece, index, start);
    case 'parameter':
      if (!matchesFrom(attempt, index + 1, start)) {
        return uri.startsWith('=', start) && matchesValue(attempt, piece.value, index, start + 1);
      }
      values.push([piece.value.name, '']);
      return true;
    case 'query':
      return matchesFrom(attempt, index + 1, start) || matchesQuery(attempt, piece, index, start);
  }
}

function matchesValue(attempt: Attempt, { name, allowed }: ValuePiece, index: number, start: number): boolean {
  const { uri, tried, values } = attempt;
  // Starts only ever grow, so a value that starts inside one that failed has no end that did not fail already.
  if (start < (tried[index] ?? 0)) return false;
  let end = start;
  for (let length = characterLength(uri, end, allowed); length > 0; length = characterLength(uri, end, allowed)) {
    end += length;
    if (!matchesFrom(attempt, index + 1, end)) continue;
    values.push([name, uri.slice(start, end)]);
    return true;
  }
  tried[index] = end;
  return false;
}

function matchesQuery(attempt: Attempt, piece: QueryPiece, index: number, start: number): boolean {
  const query = readQuery(attempt.uri, start, piece);
  if (query === undefined || !matchesFrom(attempt, index + 1, query.end)) return false;
  attempt.values.push(...query.values.toReversed());
  return true;
}
