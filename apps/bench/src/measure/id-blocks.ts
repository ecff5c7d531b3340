import { firstId } from '../request/wire-request.js';

// More than any server answers in a slice.
const idsPerBlock = 400_000;

/** Hands out blocks of ids, each by the id before its first one: none may repeat within a session. */
export function idBlocks(): () => number {
  let lastId = firstId - idsPerBlock;
  return () => {
    lastId += idsPerBlock;
    return lastId;
  };
}
