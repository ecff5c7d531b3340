import type { InputRequired } from '../../call/result.js';
import type { CompiledOperation } from '../../operation/compiled-operation.js';
import type { ModernChannel } from '../channel/modern-channel.js';
import type { MethodRequest } from '../method.js';
import { binding } from './round.js';

/** Text of the result that asks the client, with all that the next round must bring back. */
export function inputRequiredText(
  { runtime, message, connection }: MethodRequest,
  { operation }: CompiledOperation,
  channel: ModernChannel,
  { inputRequests }: InputRequired,
): string {
  const { readOnlyHint, idempotentHint } = operation.annotations;
  if (readOnlyHint !== true && idempotentHint !== true && channel.once.size === 0) {
    runtime.warnings.once(
      `ask ${operation.name}`,
      { operation: operation.name },
      'asks the client on the 2026 wire, where the handler runs again from the top with the answer: put effects that come before the question into call.once',
    );
  }
  if (runtime.ownStateKey && connection.caller.transport === 'http') {
    runtime.warnings.once(
      'state key',
      {},
      'clients are asked under a key that this process made for itself: after a restart, and on other servers, their answers are refused; set requestState.keys',
    );
  }
  const requestState = runtime.states.seal(
    { answers: channel.accepted, once: channel.once.results },
    binding(message.method, message.params, connection.caller),
  );
  const result = { resultType: 'input_required', inputRequests, requestState, _meta: runtime.modern.meta(undefined) };
  return JSON.stringify(result);
}
