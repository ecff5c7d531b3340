import type { Logger } from '../log.js';
import type { Authenticator } from '../plugin/plugin.js';
import type { Refusal } from './refusal.js';

/** An authenticator and the plugin it belongs to. */
export interface NamedAuthenticator {
  readonly name: string;
  readonly auth: Authenticator;
}

/** Whether a text can be a header's value. */
export function isHeaderText(text: unknown): text is string {
  return typeof text === 'string' && /^[\x20-\x7e]+$/.test(text);
}

/**
 * Values of `WWW-Authenticate` (RFC 9110, 11.6.1), one an authenticator. `Bearer` comes first, for clients of OAuth read no
 * further, and a bare scheme is left out where another challenge says more of it.
 */
export function challengesOf(
  authenticators: readonly NamedAuthenticator[],
  refusal: Refusal,
  log: Logger,
): readonly string[] {
  const all = authenticators.flatMap((each) => challengeOf(each, refusal, log));
  const telling = all.filter((challenge) => challenge.includes(' '));
  const bare = all.filter(
    (challenge) => !challenge.includes(' ') && !telling.some((other) => schemeOf(other) === schemeOf(challenge)),
  );
  const distinct = [...new Set([...telling, ...bare])];
  return distinct.sort((one, other) => Number(schemeOf(other) === 'bearer') - Number(schemeOf(one) === 'bearer'));
}

function challengeOf({ name, auth }: NamedAuthenticator, refusal: Refusal, log: Logger): readonly string[] {
  try {
    const challenge = typeof auth.challenge === 'string' ? auth.challenge : auth.challenge(refusal);
    if (isHeaderText(challenge)) return [challenge];
    throw new TypeError('a challenge must be text that a header can carry');
  } catch (error) {
    log.error({ err: error, plugin: name }, 'challenge failed; the refusal goes out without it');
    return [];
  }
}

function schemeOf(challenge: string): string {
  return challenge.split(' ', 1).join('').toLowerCase();
}
