import type { FetchHandler } from '@toolgate/core';
import { clientSession } from '../../support/client-session.js';
import { ping } from '../../support/messages.js';
import { everything, modernPost } from '../../support/modern-post.js';
import { postTo } from '../../support/sse-client.js';
import type { Identity } from './canaries.js';
import type { Ledger } from './ledger.js';

type JsonObject = Readonly<Record<string, unknown>>;

interface Secret {
  readonly owner: string;
  readonly kind: 'session' | 'endpoint' | 'task' | 'state';
  readonly value: string;
  /** Of a state: the call it belongs to. */
  readonly params?: JsonObject;
}

const kept = 400;

/** What clients should keep to themselves, for others to try. */
export class Loot {
  readonly #secrets: Secret[] = [];

  add(secret: Secret): void {
    this.#secrets.push(secret);
    if (this.#secrets.length > kept) this.#secrets.shift();
  }

  /** Something of another principal; undefined while there is nothing. */
  of(thief: Identity, pick: number): Secret | undefined {
    const foreign = this.#secrets.filter(({ owner }) => owner !== thief.name);
    return foreign[pick % Math.max(1, foreign.length)];
  }
}

interface Scene {
  readonly server: { readonly fetch: FetchHandler };
  readonly ledger: Ledger;
  readonly loot: Loot;
}

/** Tries to use something of somebody else; throws unless it is refused, or where the refusal tells anything. */
export async function steal({ server, ledger, loot }: Scene, thief: Identity, pick: number): Promise<void> {
  const secret = loot.of(thief, pick);
  if (secret === undefined) return;
  ledger.count('thefts');
  for (const response of await attempts(server, secret, thief)) {
    const text = await response.text();
    ledger.received(thief, text);
    const refused = secret.kind === 'session' || secret.kind === 'endpoint' ? response.status === 404 : isError(text);
    if (!refused)
      throw new Error(`${thief.name} used the ${secret.kind} of ${secret.owner}: ${response.status} ${text}`);
  }
}

function attempts(server: Scene['server'], secret: Secret, thief: Identity): Promise<readonly Response[]> {
  const { headers } = thief;
  const { kind, value } = secret;
  const options = { headers, capabilities: everything };
  if (kind === 'endpoint') return Promise.all([postTo(server, value, ping(), headers)]);
  if (kind === 'session') {
    const session = clientSession(server, value, { headers });
    const answer = { jsonrpc: '2.0', id: 1, result: { action: 'accept', content: { name: thief.name } } };
    const cancel = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 0 } };
    const posts = [ping(), answer, cancel].map((message) => session.post(message));
    return Promise.all([...posts, session.listen(), session.listen({ 'last-event-id': '1-0' }), session.end()]);
  }
  if (kind === 'state') {
    const params = { ...secret.params, requestState: value, inputResponses: {} };
    return Promise.all([modernPost(server, 'tools/call', params, options)]);
  }
  const inputResponses = { who: { action: 'accept', content: { name: thief.name } } };
  const params = { taskId: value, inputResponses };
  return Promise.all(['get', 'update', 'cancel'].map((what) => modernPost(server, `tasks/${what}`, params, options)));
}

function isError(text: string): boolean {
  return JSON.parse(text).error?.code === -32602;
}
