import type { FetchHandler } from '@toolgate/core';
import { EventReader } from './event-reader.js';
import type { SentMessage } from './messages.js';
import { initialize } from './wire.js';

interface Fetching {
  readonly fetch: FetchHandler;
}

type Headers = Readonly<Record<string, string>>;

interface Question {
  readonly id: unknown;
  readonly method: string;
  readonly params?: object;
}

/** A raw client of HTTP+SSE, the transport of 2024-11-05. */
export interface SseClient {
  /** Where it posts to, with the id of its connection. */
  readonly endpoint: string;
  readonly reader: EventReader;
  post(message: object, headers?: Headers): Promise<Response>;
  /** Posts a request and reads until its answer is there. */
  ask(message: Question, headers?: Headers): Promise<SentMessage>;
}

/** Posts a message to the connection of an endpoint, one's own or not. */
export function postTo(server: Fetching, endpoint: string, message: object, headers: Headers = {}): Promise<Response> {
  const all = { 'content-type': 'application/json', ...headers };
  const init = { method: 'POST', headers: all, body: JSON.stringify(message) };
  return server.fetch(new Request(`http://localhost${endpoint}`, init));
}

/** Opens a stream and initializes a session on it. The server needs `legacySse: true`. */
export async function sseClient(server: Fetching, headers: Headers, capabilities: object = {}): Promise<SseClient> {
  const accept = { accept: 'text/event-stream', ...headers };
  const reader = new EventReader(await server.fetch(new Request('http://localhost/sse', { headers: accept })));
  const endpoint = (await reader.next())?.data ?? '';
  const post = (message: object, own = headers) => postTo(server, endpoint, message, own);
  const client: SseClient = {
    endpoint,
    reader,
    post,
    async ask(message, own) {
      const { status } = await post(message, own);
      for (let one = await reader.message(); one !== undefined; one = await reader.message()) {
        if (one.id === message.id && one.method === undefined) return one;
      }
      throw new Error(`The request was taken with ${status} and never answered.`);
    },
  };
  const { params, ...opening } = initialize('2024-11-05');
  await client.ask({ ...opening, params: { ...params, capabilities } });
  return client;
}
