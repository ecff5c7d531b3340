import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Principal } from '../identity/principal.js';
import type { Runtime } from '../server/runtime.js';
import { Peer } from './peer.js';

export interface ConnectOptions {
  /** Who calls, where an authenticator is installed. Without it `TOOLGATE_CREDENTIAL` is authenticated as a bearer value. */
  readonly principal?: Principal;
}

/** Serves one client over a transport of the official SDK. Resolves when it is connected; `ending` closes it. */
export async function connectTransport(
  runtime: Runtime,
  transport: Transport,
  principal: Principal | undefined,
  ending: AbortSignal,
): Promise<void> {
  const failed = (error: unknown): void => runtime.log.error({ err: error }, 'the transport failed');
  let waiting = 0;
  const peer = new Peer({
    runtime,
    principal,
    address: undefined,
    transport: 'custom',
    waiting: () => waiting,
    async write(text) {
      waiting += text.length;
      try {
        await transport.send(messageOf(text));
      } catch (error) {
        failed(error);
      } finally {
        waiting -= text.length;
      }
    },
  });
  const close = (): void => void transport.close().catch(failed);
  transport.onmessage = (message) => {
    // Checked like any other: what a transport hands over has come from a client.
    const text = JSON.stringify(message);
    void peer.receive({ text, bytes: Buffer.byteLength(text) });
  };
  transport.onerror = failed;
  transport.onclose = () => {
    ending.removeEventListener('abort', close);
    peer.hangUp();
    peer.close();
  };
  await transport.start();
  if (ending.aborted) close();
  else ending.addEventListener('abort', close, { once: true });
}

/** What we wrote ourselves is a message. */
function messageOf(text: string): JSONRPCMessage {
  return JSON.parse(text);
}
