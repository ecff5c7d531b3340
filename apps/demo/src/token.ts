import { parseArgs } from 'node:util';
import { jwt } from '@toolgate/auth-jwt';
import { env } from '@toolgate/core';
import { parsePermissions } from './keys/parse-permissions.js';
import { oneLine } from './program/one-line.js';
import { checkTokenSecret, tokenRules } from './token/token-rules.js';

// Prints a token for Atlas, valid for an hour, signed with ATLAS_JWT_SECRET.
try {
  const { values } = parseArgs({ options: { sub: { type: 'string' }, permissions: { type: 'string' } } });
  const { sub = 'ada', permissions = 'countries.read' } = values;
  const claims = { sub, permissions: parsePermissions(permissions, '--permissions') };
  const secret = checkTokenSecret(env('ATLAS_JWT_SECRET'));
  console.log(jwt.sign(claims, { ...tokenRules, secret, algorithm: 'HS256', expiresIn: '1h' }));
} catch (error) {
  process.stderr.write(`token: ${oneLine(error)}\n`);
  process.exitCode = 1;
}
