export type { Algorithm } from './algorithm.js';
export { jwt } from './jwt.js';
export type { JwtOptions, KeyMaterial, KeySetOptions, TokenClaims } from './jwt-options.js';
export type { SignedClaims, SignOptions } from './sign-token.js';
