import { createServer } from 'node:net';

/** A port of 127.0.0.1 that was free a moment ago, for peers that do not tell which port they took. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
