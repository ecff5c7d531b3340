import { randomUUID } from 'node:crypto';
import type { Accept, Asking, InputRequest } from '../../call/asking.js';
import { Lifetime } from '../../call/lifetime.js';
import type { Clock } from '../../clock.js';
import { ToolError } from '../../errors/toolgate-error.js';
import { ClientError, ClientRequests } from '../session/client-requests.js';
import type { Session } from '../session/session.js';

/** How long a client may take to name its roots: no person has to think. */
const rootsMs = 10_000;
const noAnswer = { code: -32603, message: 'no answer came in time' } as const;

export interface LegacyAskingOptions {
  readonly session: Session;
  readonly lifetime: Lifetime;
  readonly clock: Clock;
  /** Writes on the stream of the request; answers whether there is one. */
  readonly send: (text: string) => boolean;
}

/** Questions as requests of the server, on the stream of the call they belong to (MCP 2025-11-25). */
export class LegacyAsking implements Asking {
  readonly #options: LegacyAskingOptions;
  /** An attempt that is repeated does not ask again. */
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(options: LegacyAskingOptions) {
    this.#options = options;
  }

  async ask<T>(key: string, request: InputRequest, accept: Accept<T>): Promise<T> {
    const raw = this.#answers.get(key) ?? this.#send(key, request);
    this.#answers.set(key, raw);
    const answer = await accept(await raw);
    if (answer !== undefined) return answer;
    this.#answers.delete(key);
    throw new ToolError('INVALID_ANSWER', `The client's answer to "${key}" does not fit the question.`);
  }

  async #send(key: string, request: InputRequest): Promise<unknown> {
    try {
      const { lifetime } = this.#options;
      return request.method === 'roots/list' ? await this.#roots(request) : await this.#request(request, lifetime);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      if (request.method === 'roots/list') return { roots: [] };
      throw new ToolError('CLIENT_REFUSED', `The client did not answer "${key}": ${error.message}`);
    }
  }

  /** A client that says nothing has none. */
  async #roots(request: InputRequest): Promise<unknown> {
    const { clock, lifetime } = this.#options;
    const patience = Lifetime.inside(lifetime);
    const cancel = clock.schedule(rootsMs, () => patience.abort(new ClientError(noAnswer)));
    try {
      return await this.#request(request, patience);
    } finally {
      cancel();
      patience.release();
    }
  }

  #request(request: InputRequest, lifetime: Lifetime): Promise<unknown> {
    const { session, send } = this.#options;
    session.requests ??= new ClientRequests();
    const unreachable = new ToolError('NO_STREAM', 'The client accepts no event stream, so it cannot be asked.');
    return session.requests.send(withPageId(request), lifetime, send, unreachable);
  }
}

/** A question that sends the user to a page has an id on this wire: clients refuse it without one. */
function withPageId(request: InputRequest): InputRequest {
  if (request.params.mode !== 'url') return request;
  return { ...request, params: { ...request.params, elicitationId: randomUUID() } };
}
