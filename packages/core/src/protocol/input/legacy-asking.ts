import type { Accept, Asking, InputRequest } from '../../call/asking.js';
import type { Lifetime } from '../../call/lifetime.js';
import type { Clock } from '../../clock.js';
import { ToolError } from '../../errors/toolgate-error.js';
import { ClientError, ClientRequests } from '../session/client-requests.js';
import type { Session } from '../session/session.js';

/** How long a client may take to name its roots: no person has to think. */
const rootsMs = 10_000;

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
      return request.method === 'roots/list' ? await this.#roots(request) : await this.#request(request);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      if (request.method === 'roots/list') return { roots: [] };
      throw new ToolError('CLIENT_REFUSED', `The client did not answer "${key}": ${error.message}`);
    }
  }

  /** A client that says nothing has none. */
  #roots(request: InputRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const cancel = this.#options.clock.schedule(rootsMs, () => resolve({ roots: [] }));
      this.#request(request).then(resolve, reject).finally(cancel);
    });
  }

  #request({ method, params }: InputRequest): Promise<unknown> {
    const { session, lifetime, send } = this.#options;
    session.requests ??= new ClientRequests();
    return session.requests.send(method, params, lifetime, (text) => {
      if (!send(text)) throw new ToolError('NO_STREAM', 'The client accepts no event stream, so it cannot be asked.');
    });
  }
}
