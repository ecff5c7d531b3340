import type { LoggingLevel } from '@modelcontextprotocol/sdk/types.js';
import type { Asking } from '../../call/asking.js';
import type { ClientChannel } from '../../call/client-channel.js';
import { Lifetime } from '../../call/lifetime.js';
import { OnceResults } from '../../call/once-results.js';
import { ToolError } from '../../errors/toolgate-error.js';
import { LegacyAsking } from '../input/legacy-asking.js';
import { notificationText } from '../json-rpc.js';
import type { RequestId } from '../json-rpc-message.js';
import { reaches } from '../logging-level.js';
import type { MethodRequest } from '../method.js';
import { type ClientFeatures, noFeatures } from '../session/client-features.js';

/** The client of a call on the 2025 wire. */
export class LegacyChannel implements ClientChannel {
  readonly unanswered = undefined;
  readonly progressToken: RequestId | undefined;
  readonly #request: MethodRequest;
  #asking: Asking | undefined;
  #questions: Lifetime | undefined;
  #closed = false;
  #once: OnceResults | undefined;

  constructor(request: MethodRequest, progressToken: RequestId | undefined) {
    this.#request = request;
    this.progressToken = progressToken;
  }

  get features(): ClientFeatures {
    return this.#request.connection.session?.features ?? noFeatures;
  }

  get canAsk(): boolean {
    return this.#request.connection.session !== undefined;
  }

  get asking(): Asking {
    this.#asking ??= this.#makeAsking();
    return this.#asking;
  }

  get once(): OnceResults {
    this.#once ??= new OnceResults();
    return this.#once;
  }

  notify(method: string, params: object): void {
    // The oldest revision has no message in progress.
    const old = this.#request.revision === '2024-11-05' && method === 'notifications/progress';
    this.#request.connection.notify(notificationText(method, old ? { ...params, message: undefined } : params));
  }

  logs(level: LoggingLevel): boolean {
    return reaches(level, this.#request.connection.session?.logLevel ?? 'info');
  }

  closeStream(retryMs: number): void {
    this.#request.connection.closeStream(retryMs);
  }

  close(): void {
    this.#closed = true;
    this.#questions?.abort(new ToolError('CALL_ANSWERED', 'The call is over, so the client is not asked any more.'));
  }

  // Tasks are served on the 2026 wire alone: the client waits.
  async background(): Promise<void> {}

  #makeAsking(): Asking {
    const { connection, lifetime, runtime } = this.#request;
    const { session } = connection;
    if (session === undefined) return nobody;
    this.#questions = Lifetime.inside(lifetime);
    if (this.#closed) this.close();
    const send = (text: string): boolean => connection.send(text);
    return new LegacyAsking({ session, lifetime: this.#questions, clock: runtime.clock, send });
  }
}

const nobody: Asking = {
  async ask<T>(): Promise<T> {
    throw new ToolError('NO_SESSION', 'This server keeps no sessions, so the client cannot be asked.');
  },
};
