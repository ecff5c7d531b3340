import { randomUUID } from 'node:crypto';
import type { Logger } from '../log.js';
import { ToolgateError } from './toolgate-error.js';

/** What of a thrown value may leave the server: a ToolgateError as it is, anything else a sentence with the id under which it is logged. */
export function publicError(thrown: unknown, what: string, log: Logger, correlationId?: string): ToolgateError {
  if (isToolgateError(thrown)) return thrown;
  const id = correlationId ?? randomUUID();
  writeSafely(log, { err: thrown, correlationId: id }, `${what} failed`);
  return new ToolgateError('INTERNAL', `${what} failed. The server's log says why under ${id}.`, {
    details: { correlationId: id },
  });
}

/** `instanceof` that survives values whose prototype trap throws. */
function isToolgateError(thrown: unknown): thrown is ToolgateError {
  try {
    return thrown instanceof ToolgateError;
  } catch {
    return false;
  }
}

// A thrown value may have a getter that throws, and the log must not turn that into a second failure.
function writeSafely(log: Logger, fields: object, message: string): void {
  try {
    log.error(fields, message);
  } catch {
    log.error({}, `${message}, and what it threw cannot be read`);
  }
}
