import { ToolgateError } from '../../errors/toolgate-error.js';
import { isLoggingLevel, loggingLevels } from '../logging-level.js';
import type { MethodRequest } from '../method.js';

/** `logging/setLevel`: the least severe messages this session wants. */
export function loggingSetLevel({ message, connection }: MethodRequest): string {
  const { level } = message.params;
  if (!isLoggingLevel(level)) {
    throw new ToolgateError('INVALID_PARAMS', `"level" must be one of ${loggingLevels.join(', ')}.`);
  }
  if (connection.session !== undefined) connection.session.logLevel = level;
  return '{}';
}
