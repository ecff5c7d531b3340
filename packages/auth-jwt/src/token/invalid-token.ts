import { AuthenticationError } from '@toolgate/core';

/** The refusal of a token. What is said helps its holder, and quotes nothing of it. */
export function invalidToken(message = 'The token is not valid.'): AuthenticationError {
  return new AuthenticationError(message);
}
