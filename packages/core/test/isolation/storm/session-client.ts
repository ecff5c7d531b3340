import { type ClientSession, openSession } from '../../support/client-session.js';
import { EventReader } from '../../support/event-reader.js';
import type { SentMessage } from '../../support/messages.js';
import { everything } from '../../support/modern-post.js';
import { canary, type Identity, identity } from './canaries.js';
import type { Step } from './plan.js';
import { answerTo, stormRequest } from './requests.js';
import { ids, type NumberedStep, type Scene, type StormClient } from './storm-client.js';

/** Opens a session whose stream is listened to, subscribed to the files of its own and of others. */
export async function openStormSession({ server, loot }: Scene, me: Identity, protocolVersion: string) {
  const { headers, name } = me;
  const session = await openSession(server, { headers, protocolVersion, capabilities: everything });
  loot.add({ owner: name, kind: 'session', value: session.id });
  const stream = new EventReader(await session.listen());
  for (const owner of [name, identity(0).name, identity(2).name]) {
    const params = { uri: `file:${owner}` };
    await (await session.post({ jsonrpc: '2.0', id: 'sub', method: 'resources/subscribe', params })).text();
  }
  return { session, stream };
}

/** Ends a session, and looks through what came on its stream. */
export async function endStormSession({ ledger }: Scene, me: Identity, session: ClientSession, stream: EventReader) {
  await session.end();
  ledger.count('updates', (await stream.messages()).length);
  ledger.received(me, stream.text);
}

/** What a revision before 2025-06-18 has instead of elicitation. */
export function earlier<Given extends Step>(step: Given): Given {
  return step.act === 'ask' || step.act === 'task' ? { ...step, act: 'sample' } : step;
}

/** A client of the 2025 wire, each of whose calls has a stream of its own. */
export async function sessionClient(scene: Scene, me: Identity, protocolVersion: string): Promise<StormClient> {
  const { ledger } = scene;
  const { session, stream } = await openStormSession(scene, me, protocolVersion);

  const comeBack = async (reader: EventReader, call: number): Promise<EventReader> => {
    await reader.leave();
    ledger.received(me, reader.text, call);
    ledger.count('drops');
    const response = await session.listen({ 'last-event-id': reader.lastEventId ?? '' });
    if (response.status !== 200) throw new Error(`Client ${me.index} was not let back: ${await response.text()}`);
    ledger.count('resumed');
    return new EventReader(response);
  };

  const perform = async (given: NumberedStep, lane: number): Promise<void> => {
    const step = protocolVersion < '2025-06-18' ? earlier(given) : given;
    const { method, params, expected } = stormRequest(step, canary(me, step.call), me);
    const id = ids[lane];
    const message = { jsonrpc: '2.0', id, method, params: { ...params, _meta: { progressToken: id } } };
    const response = await session.post(message);
    if (response.headers.get('content-type') !== 'text/event-stream') {
      const text = await response.text();
      ledger.received(me, text, step.call);
      return ledger.answered(me, text, expected);
    }
    let reader = new EventReader(response);
    let leaves = step.drop;
    for (let event = await reader.next(); event !== undefined; event = await reader.next()) {
      const sent: SentMessage | undefined = event.data === '' ? undefined : JSON.parse(event.data);
      if (sent?.method !== undefined && sent.id !== undefined) await answer(sent);
      else if (sent !== undefined && sent.id === id) ledger.answered(me, event.data, expected);
      if (leaves && event.id !== undefined) reader = await comeBack(reader, step.call);
      leaves = false;
    }
    ledger.received(me, reader.text, step.call);
  };

  const answer = async (question: SentMessage): Promise<void> => {
    ledger.count('questions');
    await session.post({ jsonrpc: '2.0', id: question.id, result: answerTo(question) });
  };

  return {
    lanes: ids.length,
    perform: async (steps) => void (await Promise.all(steps.map(perform))),
    close: () => endStormSession(scene, me, session, stream),
  };
}
