import type { Principal } from '../identity/principal.js';
import type { Runtime } from '../server/runtime.js';

/** Finds the caller of a stdio process, once the plugins have started. */
export type StdioLogin = () => Promise<Principal | undefined>;

/** What to say where nothing says who calls, by what the program has called. */
const missing = {
  stdio: 'Nothing says who calls on stdio: set TOOLGATE_CREDENTIAL, or give stdio({ principal }).',
  connect: 'Nothing says who calls on a transport: set TOOLGATE_CREDENTIAL, or give connect(transport, { principal }).',
} as const;

/** Throws when an authenticator is installed and nothing says who calls; what says so is checked by the returned login. */
export function stdioLogin(runtime: Runtime, given: Principal | undefined, call: keyof typeof missing): StdioLogin {
  if (given !== undefined || !runtime.authentication.required) return async () => given;
  const credential = process.env.TOOLGATE_CREDENTIAL;
  if (credential === undefined || credential === '') throw new Error(missing[call]);
  return () => authenticate(runtime, credential);
}

async function authenticate(runtime: Runtime, credential: string): Promise<Principal | undefined> {
  try {
    // A user name and password are written as a header has them; anything else is a bearer value.
    const authorization = /^basic /i.test(credential) ? credential : `Bearer ${credential}`;
    const header = (name: string) => (name === 'authorization' ? authorization : undefined);
    return await runtime.authentication.identify({ header, address: undefined });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`TOOLGATE_CREDENTIAL is refused: ${reason}`, { cause });
  }
}
