import type { Caller } from '@toolgate/core';
import type { TestClient } from './test-client.js';

export interface Access {
  /** Bearer value. Default `"ada"`, whom the server knows. */
  readonly token?: string;
  /** Whether the client declares that it can be asked. Default true. */
  readonly able?: boolean;
}

/** A server that runs, or one that runs for each client where clients start their own. */
export interface Place {
  open(access?: Access): Promise<TestClient>;
  /** Closes the clients, and the server. */
  close(): Promise<void>;
}

/** One official client in one mode over one transport. */
export interface Road {
  readonly name: string;
  /** Major version of the official client. */
  readonly client: 1 | 2;
  readonly transport: 'http' | 'stdio';
  /** The era it must end up in. */
  readonly era: Caller['era'];
  start(): Promise<Place>;
}

/** A road being tried. */
export interface Trial {
  readonly road: Road;
  /** The client that most is tried with. */
  readonly client: () => TestClient;
  /** Another one; over stdio with a server of its own. */
  readonly open: (access?: Access) => Promise<TestClient>;
}

export const capabilities = (able: boolean | undefined) =>
  able === false ? {} : { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} };

/** Opens clients and closes what it opened, `server` last. */
export function place(
  open: (access: Access) => Promise<TestClient>,
  server: { close(options: { readonly deadline: number }): Promise<unknown> } | undefined,
): Place {
  const opened: TestClient[] = [];
  return {
    async open(access = {}) {
      const client = await open(access);
      opened.push(client);
      return client;
    },
    async close() {
      for (const { official } of opened) await official.close();
      await server?.close({ deadline: 0 });
    },
  };
}
