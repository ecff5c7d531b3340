import { jwt } from '@toolgate/auth-jwt';

/** What the first of the callers presents as a password. */
export const password = 'a password of the benchmark';

/** What tokens of the benchmark are verified with. */
export const tokenRules = {
  secret: 'a secret of the benchmark that is longer than 32 bytes',
  issuer: 'https://login.example.com',
  audience: 'https://mcp.example.com/mcp',
} as const;

/** A token with the permission to call `echo`, valid for a day. */
export function benchToken(): string {
  return jwt.sign({ sub: 'caller-0', scope: 'bench' }, { ...tokenRules, algorithm: 'HS256', expiresIn: '1d' });
}
