import { announce } from './announce.mjs';

/** Starts a `node:http` server on a free port of 127.0.0.1 and announces it. */
export const listen = (server, packages) =>
  server.listen(0, '127.0.0.1', () => announce(server.address().port, packages));
