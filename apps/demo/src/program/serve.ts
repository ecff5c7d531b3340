import { createAtlas } from '../atlas.js';
import { demoKeys } from '../keys/demo-keys.js';
import { closeOnSignals } from './close-on-signals.js';
import type { ProgramOptions } from './program-options.js';
import { welcome } from './welcome.js';

/** Serves HTTP until a signal comes, or stdio until the input ends. Rejects with a sentence when it cannot start. */
export async function serve(options: ProgramOptions): Promise<void> {
  if (options.transport === 'stdio') return serveStdio(options);
  const { host, port, delayMs, keys = demoKeys(), tokenSecret, users } = options;
  const server = createAtlas({ keys, tokenSecret, users, delayMs });
  closeOnSignals(server);
  const { url } = await server.listen({ host, port });
  console.log(
    welcome({ url, keys, minted: options.keys === undefined, users, takesTokens: tokenSecret !== undefined }),
  );
}

async function serveStdio({ keys, tokenSecret, users, delayMs }: ProgramOptions): Promise<void> {
  // Keys minted here could never reach the client, for standard output belongs to the protocol.
  if (keys === undefined && tokenSecret === undefined && users === undefined) {
    throw new Error(
      'ATLAS_KEYS is not set: over stdio the keys come from there, or callers from ATLAS_JWT_SECRET or ATLAS_USERS.',
    );
  }
  const server = createAtlas({ keys, tokenSecret, users, delayMs });
  closeOnSignals(server);
  await server.stdio();
  await server.close();
}
