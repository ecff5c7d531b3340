import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** Resolves once the port of 127.0.0.1 accepts connections, for peers that do not tell; rejects after ten seconds. */
export const whenListening = async (port) => {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await accepts(port)) return;
    await setTimeout(25);
  }
  throw new Error(
    `Nothing listens on port ${port} after ten seconds. Look at the lines above for the peer's own error.`,
  );
};
