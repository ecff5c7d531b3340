import { ping } from '../../support/messages.js';
import { everything } from '../../support/modern-post.js';
import { sseClient } from '../../support/sse-client.js';
import { canary, type Identity } from './canaries.js';
import { answerTo, stormRequest } from './requests.js';
import { earlier } from './session-client.js';
import { ids, type NumberedStep, type Scene, type StormClient } from './storm-client.js';

const subscribe = { jsonrpc: '2.0', method: 'resources/subscribe' };

/** A client of HTTP+SSE, which opens another connection when it has dropped one. */
export async function sseStormClient(scene: Scene, me: Identity): Promise<StormClient> {
  const { ledger, loot, server } = scene;
  const [id] = ids;

  const connect = async () => {
    const client = await sseClient(server, me.headers, everything);
    loot.add({ owner: me.name, kind: 'endpoint', value: client.endpoint });
    const params = { uri: `file:${me.name}` };
    await client.ask({ ...subscribe, id, params });
    return client;
  };
  let client = await connect();

  const leave = async (): Promise<void> => {
    await client.reader.leave();
    ledger.received(me, client.reader.text);
  };

  const perform = async (step: NumberedStep): Promise<void> => {
    const { method, params, expected } = stormRequest(earlier(step), canary(me, step.call), me);
    const message = { jsonrpc: '2.0', id, method, params: { ...params, _meta: { progressToken: id } } };
    if (step.drop) {
      await client.post(message);
      await leave();
      ledger.count('drops');
      client = await connect();
    }
    await client.post(message);
    for (let sent = await client.reader.message(); sent !== undefined; sent = await client.reader.message()) {
      if (sent.method === undefined && sent.id === id) return ledger.answered(me, JSON.stringify(sent), expected);
      if (sent.method === 'notifications/resources/updated') ledger.count('updates');
      if (sent.method === undefined || sent.id === undefined) continue;
      ledger.count('questions');
      await client.post({ jsonrpc: '2.0', id: sent.id, result: answerTo(sent) });
    }
    throw new Error(`Client ${me.index} lost its stream.`);
  };

  return {
    // What is dropped is all of it.
    lanes: 1,
    async perform(steps) {
      for (const step of steps) await perform(step);
    },
    async close() {
      // Everything that is on its way comes before the answer.
      await client.ask(ping('last'));
      await leave();
    },
  };
}
