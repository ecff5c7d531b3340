import { randomUUID } from 'node:crypto';
import type { Logger } from '../log.js';
import { ToolgateError } from './toolgate-error.js';

/** What of a thrown value may leave the server: a ToolgateError as it is, anything else a sentence with the id under which it is logged. */
export function publicError(
  thrown: unknown,
  what: string,
  log: Logger,
  correlationId: string = randomUUID(),
): ToolgateError {
  if (isToolgateError(thrown)) {
    if (thrown.cause !== undefined) log.warn({ err: thrown, correlationId }, `${what} failed`);
    return thrown;
  }
  log.error({ err: thrown, correlationId }, `${what} failed`);
  return new ToolgateError('INTERNAL', `${what} failed. The server's log says why under ${correlationId}.`, {
    details: { correlationId },
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
