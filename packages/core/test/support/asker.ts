import type { Connectable } from '@toolgate/testing';
import { messagesOf, type SentMessage } from './messages.js';
import { modernPost } from './modern-post.js';
import { openWire } from './wire.js';

/** How one request was answered. */
export interface Asked {
  readonly status: number;
  /** Of a result, its fields; empty for an error. */
  readonly result: Readonly<Record<string, unknown>>;
  readonly error: SentMessage['error'];
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Default `"2025-11-25"`. */
  readonly revision?: string;
}

/** Sends one request of any method. */
export type Asker = (method: string, params?: Readonly<Record<string, unknown>>) => Promise<Asked>;

/** The newest revision of either era. */
export const eras = ['2025-11-25', '2026-07-28'] as const;

/** A raw client of one revision: up to 2025-11-25 in a session of its own, later without one. */
export async function asker(server: Connectable, options: AskOptions = {}): Promise<Asker> {
  const { headers = {}, revision = '2025-11-25' } = options;
  let id = 0;
  if (revision === '2026-07-28') {
    return async (method, params) => read(await modernPost(server, method, params, { id: ++id, headers }));
  }
  const wire = await openWire(server, headers, revision);
  return async (method, params = {}) => read(await wire.post({ jsonrpc: '2.0', id: ++id, method, params }));
}

async function read(response: Response): Promise<Asked> {
  const { status } = response;
  const message = (await messagesOf(response)).at(-1);
  if (message === undefined) throw new Error(`The request was answered ${status} without a message.`);
  return { status, result: message.result ?? {}, error: message.error };
}
