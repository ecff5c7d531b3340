import { randomUUID } from 'node:crypto';
import type { Logger } from '../log.js';
import { ToolgateError } from './toolgate-error.js';

/** What of a thrown value may leave the server: a ToolgateError as it is, anything else a sentence with the id under which it is logged. */
export function publicError(thrown: unknown, what: string, log: Logger, correlationId?: string): ToolgateError {
  if (isToolgateError(thrown)) return thrown;
  const id = correlationId ?? randomUUID();
  writeSafely(log, thrown, id, `${what} failed`);
  return new ToolgateError('INTERNAL', `${what} failed. The server's log says why under ${id}.`, {
    details: { correlationId: id },
  });
}

/** `instanceof` that survives values whose traps throw: what cannot be read is not one of ours. */
function isToolgateError(thrown: unknown): thrown is ToolgateError {
  try {
    return thrown instanceof ToolgateError && typeof thrown.message === 'string' && typeof thrown.code === 'string';
  } catch {
    return false;
  }
}

// A thrown value may have a getter that throws, and the log must not turn that into a second failure.
function writeSafely(log: Logger, thrown: unknown, correlationId: string, message: string): void {
  try {
    log.error({ err: thrown, correlationId }, message);
  } catch {
    log.error({ correlationId }, `${message}, and what it threw cannot be read`);
  }
}
