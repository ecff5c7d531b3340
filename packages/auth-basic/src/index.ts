export { type BasicAuthOptions, basicAuth } from './basic-auth.js';
export { hashPassword, verifyPassword } from './password/hash-password.js';
export type { ScryptWork } from './password/scrypt.js';
export type { UserGrants, UserRecord } from './users/user-record.js';
