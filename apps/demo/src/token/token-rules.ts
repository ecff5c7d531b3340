/** Who issues the tokens of Atlas, and for whom: itself. */
export const tokenRules = { issuer: 'https://atlas.example', audience: 'https://atlas.example/mcp' } as const;

/** Throws a sentence for a secret that is too short, never quoting it. */
export function checkTokenSecret(secret: string): string {
  if (Buffer.byteLength(secret) >= 32) return secret;
  throw new TypeError('ATLAS_JWT_SECRET is shorter than 32 bytes: use the output of "openssl rand -base64 32".');
}
