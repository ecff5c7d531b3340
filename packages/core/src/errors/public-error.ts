import { randomUUID } from 'node:crypto';
import type { Logger } from '../log.js';
import { PublishedError } from './published-error.js';
import { ToolgateError } from './toolgate-error.js';

/** What of a thrown value may leave the server: a ToolgateError as it is, anything else a sentence with the id under which it is logged. */
export function publicError(
  thrown: unknown,
  what: string,
  log: Logger,
  newCorrelationId: () => string = randomUUID,
): ToolgateError {
  if (isInstance(thrown, PublishedError)) return thrown.error;
  if (isToolgateError(thrown)) {
    if (thrown.cause !== undefined) log.warn({ err: thrown, correlationId: newCorrelationId() }, `${what} failed`);
    return thrown;
  }
  const correlationId = newCorrelationId();
  log.error({ err: thrown, correlationId }, `${what} failed`);
  return new ToolgateError('INTERNAL', `${what} failed. The server's log says why under ${correlationId}.`, {
    details: { correlationId },
  });
}

function isToolgateError(thrown: unknown): thrown is ToolgateError {
  if (!isInstance(thrown, ToolgateError)) return false;
  try {
    return typeof thrown.message === 'string' && typeof thrown.code === 'string';
  } catch {
    return false;
  }
}

/** `instanceof` that survives values whose traps throw: what cannot be read is not one of ours. */
function isInstance<T>(thrown: unknown, type: abstract new (...given: never[]) => T): thrown is T {
  try {
    return thrown instanceof type;
  } catch {
    return false;
  }
}
