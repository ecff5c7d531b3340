import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { afterEach } from '@jest/globals';

const hosts: (HttpServer | HttpsServer)[] = [];

afterEach(async () => {
  for (const host of hosts.splice(0)) {
    await new Promise<void>((resolve) => {
      host.close(() => resolve());
      host.closeAllConnections();
    });
  }
});

/** Opens a host on a free port of this machine, and closes it after the test. Answers its origin. */
export async function opened(host: HttpServer | HttpsServer, scheme: 'http' | 'https' = 'http'): Promise<string> {
  hosts.push(host);
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const address = host.address();
  if (typeof address !== 'object' || address === null) throw new Error('The host has no port.');
  return `${scheme}://127.0.0.1:${address.port}`;
}
