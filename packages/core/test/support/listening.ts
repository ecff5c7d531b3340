import { afterEach } from '@jest/globals';
import type { Listening, Server } from '@toolgate/core';
import type { FakeClock } from '@toolgate/testing';

type Listener = Pick<Server, 'listen' | 'close'>;

const opened: { readonly server: Listener; readonly clock: FakeClock | undefined }[] = [];

afterEach(async () => {
  for (const { server, clock } of opened.splice(0)) {
    const closed = server.close({ deadline: 0 });
    await clock?.advance(1_000);
    await closed;
  }
});

/** Listens on a free port; the server is closed after the test. Give the fake clock the server runs on, if it does. */
export function listening(server: Listener, clock?: FakeClock): Promise<Listening> {
  opened.push({ server, clock });
  return server.listen({ port: 0 });
}
