import { EventReader } from '../../support/event-reader.js';
import type { SentMessage } from '../../support/messages.js';
import { canary, type Identity } from './canaries.js';
import { answerTo, stormRequest } from './requests.js';
import { earlier, endStormSession, openStormSession } from './session-client.js';
import { ids, type Scene, type StormClient } from './storm-client.js';

/** A client of 2025-03-26 that sends several requests as one batch. */
export async function batchClient(scene: Scene, me: Identity): Promise<StormClient> {
  const { ledger } = scene;
  const { session, stream } = await openStormSession(scene, me, '2025-03-26');

  const answers = async (response: Response): Promise<readonly SentMessage[]> => {
    if (response.headers.get('content-type') !== 'text/event-stream') {
      const text = await response.text();
      ledger.received(me, text);
      return JSON.parse(text);
    }
    const reader = new EventReader(response);
    const sent: SentMessage[] = [];
    for (let one = await reader.message(); one !== undefined; one = await reader.message()) {
      sent.push(one);
      if (one.method === undefined || one.id === undefined) continue;
      ledger.count('questions');
      await session.post([{ jsonrpc: '2.0', id: one.id, result: answerTo(one) }]);
    }
    ledger.received(me, reader.text);
    return sent;
  };

  return {
    lanes: ids.length,
    async perform(steps) {
      const requests = steps.map((step) => stormRequest(earlier(step), canary(me, step.call), me));
      const batch = requests.map(({ method, params }, lane) => ({ jsonrpc: '2.0', id: ids[lane], method, params }));
      const sent = await answers(await session.post(batch));
      for (const [lane, { expected }] of requests.entries()) {
        const answer = sent.find(({ id, method }) => id === ids[lane] && method === undefined);
        ledger.answered(me, JSON.stringify(answer), expected);
      }
    },
    close: () => endStormSession(scene, me, session, stream),
  };
}
