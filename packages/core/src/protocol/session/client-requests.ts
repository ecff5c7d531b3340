import type { InputRequest } from '../../call/asking.js';
import type { Lifetime } from '../../call/lifetime.js';
import { notificationText, requestText } from '../json-rpc.js';
import type { RequestId, ResponseMessage } from '../json-rpc-message.js';

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** The client answered a request of ours with an error. */
export class ClientError extends Error {
  readonly code: number;

  constructor({ code, message }: { readonly code: number; readonly message: string }) {
    super(message.slice(0, 256));
    this.name = 'ClientError';
    this.code = code;
  }
}

/** Requests of the server to one client that it has not answered: only that client's own connection settles them. */
export class ClientRequests {
  readonly #pending = new Map<RequestId, Pending>();
  #last = 0;

  /**
   * Sends a request and waits for its answer; ends with the lifetime, of which the client is told. Rejects with a
   * ClientError, or with `unreachable` where `write` answers that nothing can be sent.
   */
  send(
    { method, params }: InputRequest,
    lifetime: Lifetime,
    write: (text: string) => boolean,
    unreachable: Error,
  ): Promise<unknown> {
    if (lifetime.aborted) return Promise.reject(lifetime.reason);
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#pending.delete(id);
        lifetime.removeListener(end);
      };
      const end = (reason: unknown): void => {
        settle();
        write(notificationText('notifications/cancelled', { requestId: id }));
        reject(reason);
      };
      this.#pending.set(id, {
        resolve: (result) => {
          settle();
          resolve(result);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      lifetime.onAbort(end);
      if (write(requestText(id, method, params))) return;
      settle();
      reject(unreachable);
    });
  }

  /** Ignores an answer to something that was not asked, or is settled. */
  settle({ id, result, error }: ResponseMessage): void {
    const pending = id === undefined ? undefined : this.#pending.get(id);
    if (error !== undefined) pending?.reject(new ClientError(error));
    else pending?.resolve(result);
  }

  /** The connection has ended: nobody will answer. */
  fail(error: unknown): void {
    for (const pending of [...this.#pending.values()]) pending.reject(error);
  }
}
