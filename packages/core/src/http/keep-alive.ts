import type { TimeoutQueue } from '../call/timeout-queue.js';
import type { Clock } from '../clock.js';
import type { Principal } from '../identity/principal.js';
import type { StreamSink } from '../protocol/stream/stream-sink.js';

export interface KeepAliveOptions {
  readonly clock: Clock;
  /** How often the stream is looked at. */
  readonly ticks: TimeoutQueue;
  /** Whose stream it is: it ends with the credential. */
  readonly principal: Principal | undefined;
}

/**
 * Looks after an open stream: a comment each time keeps proxies from closing it, a client that takes nothing between two
 * looks is cut, and one whose credential has expired too.
 */
export function keepAlive(sink: StreamSink, { clock, ticks, principal }: KeepAliveOptions): void {
  let waiting = 0;
  const look = (): void => {
    const expired = principal?.expiresAt !== undefined && principal.expiresAt <= clock.wallTime();
    const stalled = waiting > 0 && sink.waiting >= waiting;
    if (expired || stalled) {
      sink.fail();
      return;
    }
    waiting = sink.waiting;
    if (waiting === 0) sink.write(':\n\n');
    timeout = ticks.add(look);
  };
  let timeout = ticks.add(look);
  sink.onClose(() => ticks.remove(timeout));
}
