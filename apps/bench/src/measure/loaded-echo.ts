import type { RunningServer } from '../process/start-server.js';
import { type Conversation, echoRequest } from '../request/conversation.js';
import { connectionsFor, type PayloadName, payload } from '../request/payload.js';
import { verifyEcho } from '../request/verify-echo.js';
import type { Loaded } from './compare-servers.js';

/** A server with a call of `echo`, which it has answered once, rightly to the last character. */
export async function loadedEcho(
  server: RunningServer,
  conversation: Conversation,
  name: PayloadName,
): Promise<Loaded> {
  const text = payload(name);
  const request = echoRequest(conversation, text);
  await verifyEcho(server.url, request, server.ids() + 1, text);
  return { server, request, connections: connectionsFor(name) };
}
