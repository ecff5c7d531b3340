import { readRound } from '../input/round.js';
import type { MethodRequest } from '../method.js';
import { progressTokenOf } from '../progress-token.js';
import { LegacyChannel } from './legacy-channel.js';
import { type BeginTask, ModernChannel } from './modern-channel.js';

/** What a call reaches its client with. Throws INVALID_PARAMS for a wrong progress token or request state. */
export function clientChannelOf(request: MethodRequest, beginTask?: BeginTask): LegacyChannel | ModernChannel {
  if (request.connection.envelope !== undefined) return new ModernChannel(request, readRound(request), beginTask);
  return new LegacyChannel(request, progressTokenOf(request.message.params));
}
