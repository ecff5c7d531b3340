import type { Server } from '@toolgate/core';

/** The first SIGTERM or SIGINT lets calls in flight finish and exits with 0; the second exits at once with 1. */
export function closeOnSignals(server: Pick<Server, 'close'>): void {
  let closing = false;
  const end = (): void => {
    if (closing) process.exit(1);
    closing = true;
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end).on('SIGINT', end);
}
