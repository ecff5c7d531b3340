import type { JwtOptions } from '../jwt-options.js';

/** Checks the options of the metadata. Throws a TypeError that names the option and the fix. */
export function checkMetadata({ authorizationServers, resource, scopes }: JwtOptions): void {
  if (authorizationServers !== undefined) {
    if (!Array.isArray(authorizationServers) || authorizationServers.length === 0) {
      throw new TypeError('authorizationServers of jwt must list at least one issuer, or be left out.');
    }
    for (const url of authorizationServers) assertUrl(url, 'authorizationServers');
  }
  if (resource !== undefined) assertUrl(resource, 'resource');
  if (scopes === undefined) return;
  // The characters of a scope (RFC 6749, 3.3).
  const valid = Array.isArray(scopes) && scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(String(scope)));
  if (!valid) throw new TypeError('scopes of jwt must be a list of texts without blanks, quotes and backslashes.');
}

function assertUrl(text: unknown, option: string): void {
  if (typeof text === 'string' && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return;
  throw new TypeError(`${option} of jwt has ${JSON.stringify(text)}: use a URL such as "https://login.example.com".`);
}
