import { generateKeyPairSync } from 'node:crypto';
import { type JwtOptions, jwt, type SignedClaims, type SignOptions } from '@toolgate/auth-jwt';
import { createServer, type Logger, type Server, type ServerOptions } from '@toolgate/core';
import { type Connectable, type FakeClock, fakeClock } from '@toolgate/testing';

export const issuer = 'https://login.example.com';
export const audience = 'https://mcp.example.com/mcp';
export const secret = 'a shared secret of more than 32 bytes, for tests alone';
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** PEM text of a public key. */
export const pem = ({ publicKey }: typeof rsa): string => publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** A logger that says nothing. */
export const quiet: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface JwtServer {
  readonly server: Server<'auth'>;
  readonly clock: FakeClock;
}

/** A server for the tokens of one issuer, with a tool that says who calls. Default: a shared secret. */
export function jwtServer(options: Partial<JwtOptions> = {}, serving: Partial<ServerOptions> = {}): JwtServer {
  const clock = fakeClock();
  const keyed = 'publicKey' in options || 'keys' in options || 'jwksUri' in options;
  const key: Partial<JwtOptions> = keyed ? {} : { secret };
  const server = createServer({
    name: 'tokens',
    version: '1.0.0',
    log: quiet,
    clock,
    failedAttempts: false,
    ...serving,
  })
    .use(jwt({ ...key, algorithms: ['HS256'], issuer, audience, ...options }))
    .tool('who', { description: 'Who calls' }, (_, { principal }) => JSON.stringify(principal))
    .tool('write', { description: 'Writes', permissions: 'notes.write' }, () => 'written');
  return { server, clock };
}

/** A token as the issuer signs it, valid for an hour from the time of the fake clock. */
export function token(claims: Partial<SignedClaims> = {}, options: Partial<SignOptions> = {}): string {
  const key = 'privateKey' in options ? {} : { secret };
  const usual = { algorithm: 'HS256', issuer, audience, expiresIn: '1h', clock: fakeClock() } as const;
  return jwt.sign({ sub: 'ada', ...claims }, { ...key, ...usual, ...options });
}

const hello = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

/** Posts `initialize` with this bearer value, or without any: the answer to a login. */
export function login(server: Connectable, bearer: string | undefined): Promise<Response> {
  const request = new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(hello),
  });
  return server.fetch(request);
}

/** Calls a function as a program without types does: with whatever arguments. */
export function untyped<Returned>(method: (...args: never[]) => Returned, ...args: readonly unknown[]): Returned {
  return Reflect.apply(method, undefined, args);
}
