import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Server, ServerOptions } from '@toolgate/core';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { askText } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';

/** A server to mount: one key, a tool that answers at once and one that reports progress first. */
export function mountable(options: Partial<ServerOptions> = {}): Server {
  return plainServer(options)
    .use(tokenAuth({ ada: [] }))
    .tool('echo', { description: 'Echoes', input: { text: z.string() } }, ({ text }) => text)
    .tool('count', { description: 'Counts' }, (_, call) => {
      for (const step of [1, 2, 3]) call.progress(step, 3);
      return 'counted';
    });
}

/** What `exercise` finds at an endpoint that works. */
export const working = {
  tools: ['echo', 'count'],
  echoed: 'grüße',
  progress: [1, 2, 3],
  counted: 'counted',
  wrongKey: 401,
  noKey: 401,
};

/** Lists, calls, follows progress and is refused with a wrong key, all with the official client. */
export async function exercise(url: string, fetchLike: FetchLike = fetch): Promise<typeof working> {
  const client = await open(url, fetchLike, bearer('ada'));
  const { tools } = await client.listTools();
  const echoed = await askText(client, 'echo', { text: 'grüße' });
  const progress: number[] = [];
  const onprogress = (update: { readonly progress: number }) => void progress.push(update.progress);
  const { content } = await client.callTool({ name: 'count' }, undefined, { onprogress });
  await client.close();
  return {
    tools: tools.map(({ name }) => name),
    echoed,
    progress,
    counted: JSON.stringify(content).includes('counted') ? 'counted' : JSON.stringify(content),
    wrongKey: await refusal(url, fetchLike, bearer('eve')),
    noKey: await refusal(url, fetchLike, {}),
  };
}

async function open(url: string, fetchLike: FetchLike, headers: Record<string, string>): Promise<Client> {
  const client = new Client({ name: 'exercise', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers }, fetch: fetchLike }));
  return client;
}

async function refusal(url: string, fetchLike: FetchLike, headers: Record<string, string>): Promise<number> {
  let status = 0;
  const watching: FetchLike = async (target, init) => {
    const response = await fetchLike(target, init);
    ({ status } = response);
    return response;
  };
  await open(url, watching, headers).then(
    () => {
      throw new Error('The client was let in.');
    },
    () => undefined,
  );
  return status;
}
