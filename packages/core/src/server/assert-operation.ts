import type { OperationKind } from '../operation/operation.js';

const operationName = /^[A-Za-z0-9_.-]{1,128}$/;

/** Throws a TypeError for a name that is none (MCP 2025-11-25, tool names), or where there is nothing to call. */
export function assertOperation(kind: OperationKind, name: string, handler: unknown): void {
  if (!operationName.test(name))
    throw new TypeError(`A ${kind} is called "${name}": use 1 to 128 of A-Z a-z 0-9 _ . -`);
  if (typeof handler !== 'function') throw new TypeError(`${kind} "${name}" has no handler: give a function.`);
}
