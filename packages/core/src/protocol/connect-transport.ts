import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Principal } from '../identity/principal.js';
import type { Runtime } from '../server/runtime.js';
import { MessageError } from './parse-message.js';
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
  let closed = false;
  const peer = new Peer({
    runtime,
    principal,
    address: undefined,
    transport: 'custom',
    waiting: () => waiting,
    async write(text) {
      // What was in flight when the client went away is answered to nobody.
      if (closed) return;
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
  const close = async (): Promise<void> => {
    try {
      await transport.close();
    } catch (error) {
      failed(error);
    }
  };
  transport.onmessage = (message) => {
    // Checked like any other: what a transport hands over has come from a client.
    const text = textOf(message);
    if (text === undefined) void peer.refuse(new MessageError('PARSE_ERROR', 'The message is not JSON.'));
    else void peer.receive({ text, bytes: Buffer.byteLength(text) });
  };
  transport.onerror = failed;
  transport.onclose = () => {
    closed = true;
    ending.removeEventListener('abort', close);
    peer.hangUp();
    peer.close();
  };
  await transport.start();
  if (ending.aborted) await close();
  else ending.addEventListener('abort', close, { once: true });
}

/** The message as JSON; undefined for anything that has none. */
function textOf(message: unknown): string | undefined {
  try {
    return JSON.stringify(message);
  } catch {
    return undefined;
  }
}

/** What we wrote ourselves is a message. */
function messageOf(text: string): JSONRPCMessage {
  return JSON.parse(text);
}
