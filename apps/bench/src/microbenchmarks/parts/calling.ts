import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { z } from 'zod';
import { echoRequest, openConversation } from '../../request/conversation.js';
import { initialize } from '../../request/era.js';
import { bodyOf, isExpected } from '../../request/wire-request.js';
import type { BenchServer } from '../../toolgate/setups.js';

const echoed = z.object({ result: z.object({ content: z.tuple([z.object({ text: z.literal('hello') })]) }) });

/** Calls `echo` once; rejects when the answer is wrong. */
export type Calling = (id: number) => Promise<void>;

/** Calls over `server.fetch` on the 2026 wire: the whole road but the socket. */
export async function callingFetch(
  server: BenchServer,
  credentials: Readonly<Record<string, string>>,
): Promise<Calling> {
  const url = 'http://localhost/mcp';
  const request = echoRequest(await openConversation(url, { era: '2026-07-28', headers: credentials }), 'hello');
  const { headers, expects } = request;
  return async (id) => {
    const response = await server.fetch(new Request(url, { method: 'POST', headers, body: bodyOf(request, id) }));
    const text = await response.text();
    if (!isExpected(expects, response.status, text)) throw new Error(`${response.status} ${text.slice(0, 300)}`);
  };
}

/** Calls over a transport in memory: the road of a parsed message. */
export async function callingConnected(server: BenchServer): Promise<Calling> {
  let answered: (message: unknown) => void = () => undefined;
  const transport: Transport = {
    start: () => Promise.resolve(),
    close: () => Promise.resolve(),
    send: async (message) => answered(message),
  };
  await server.connect(transport);
  const ask = (id: number, message: { readonly method: string; readonly params: Record<string, unknown> }) =>
    new Promise<unknown>((resolve) => {
      answered = resolve;
      transport.onmessage?.({ jsonrpc: '2.0', id, ...message });
    });
  await ask(0, initialize());
  transport.onmessage?.({ jsonrpc: '2.0', method: 'notifications/initialized' });
  const call = { method: 'tools/call', params: { name: 'echo', arguments: { text: 'hello' } } };
  return async (id) => {
    const answer = echoed.safeParse(await ask(id, call));
    if (!answer.success) throw new Error(`The answer is not the text: ${answer.error.message}`);
  };
}
