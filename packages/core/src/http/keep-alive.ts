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
  /** Whether what it belongs to still is; what ends that, ends the stream. Default: as long as the stream. */
  readonly alive?: () => boolean;
}

/** How long a client may take nothing of what waits for it. */
const stallMs = 30_000;

/**
 * Looks after an open stream: a comment each time keeps proxies from closing it, a client that takes nothing for 30 seconds
 * is cut at the next look, and one whose credential has expired too.
 */
export function keepAlive(sink: StreamSink, { clock, ticks, principal, alive }: KeepAliveOptions): void {
  const expiresAt = principal?.expiresAt;
  let { taken } = sink;
  let progressed = clock.now();
  const look = (): void => {
    if (alive?.() === false) return;
    // The wall clock may have been moved on past it.
    const expired = expiresAt !== undefined && expiresAt <= clock.wallTime();
    const owed = sink.waiting > 0;
    if (!owed || sink.taken > taken) progressed = clock.now();
    if (expired || clock.now() - progressed >= stallMs) {
      sink.fail();
      return;
    }
    taken = sink.taken;
    if (!owed) sink.write(':\n\n');
    timeout = ticks.add(look);
  };
  let timeout = ticks.add(look);
  const cancel = expiresAt === undefined ? undefined : clock.schedule(expiresAt - clock.wallTime(), () => sink.fail());
  sink.onClose(() => {
    ticks.remove(timeout);
    cancel?.();
  });
}
