import { ToolgateError } from '../errors/toolgate-error.js';

/** Opaque text for a position in a list. It names the list, and gives nothing that the caller may not see anyway. */
export function encodeCursor(list: string, offset: number): string {
  return Buffer.from(`${list}:${offset}`).toString('base64url');
}

/** The position in a list; 0 without a cursor. Throws INVALID_PARAMS for a cursor that is not of this list. */
export function decodeCursor(list: string, cursor: unknown): number {
  if (cursor === undefined) return 0;
  const text = typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString() : '';
  const offset = Number(text.slice(list.length + 1));
  if (Number.isSafeInteger(offset) && offset > 0 && encodeCursor(list, offset) === cursor) return offset;
  throw new ToolgateError('INVALID_PARAMS', 'The cursor is not one of this list: start again without it.');
}
