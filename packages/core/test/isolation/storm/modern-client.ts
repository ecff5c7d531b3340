import { EventReader } from '../../support/event-reader.js';
import type { SentMessage } from '../../support/messages.js';
import { everything, modernPost } from '../../support/modern-post.js';
import { canary, type Identity, identity } from './canaries.js';
import { answerTo, stormRequest } from './requests.js';
import { ids, type NumberedStep, type Scene, type StormClient } from './storm-client.js';

type JsonObject = Readonly<Record<string, unknown>>;
type Questions = Readonly<Record<string, { readonly method: string; readonly params: JsonObject }>>;

const maxPolls = 200;
const isQuestions = (value: unknown): value is Questions => typeof value === 'object' && value !== null;

/** A client of the 2026 wire, which also listens for changes. */
export async function modernClient({ server, ledger, loot }: Scene, me: Identity): Promise<StormClient> {
  const { headers, name } = me;
  const post = (method: string, params: JsonObject, lane: number): Promise<Response> => {
    const id = ids[lane] ?? 0;
    const meta = { progressToken: id, 'io.modelcontextprotocol/logLevel': 'debug' };
    return modernPost(server, method, params, { id, headers, capabilities: everything, meta });
  };
  const resourceSubscriptions = [name, identity(0).name, identity(2).name].map((owner) => `file:${owner}`);
  const listening = new EventReader(
    await post('subscriptions/listen', { notifications: { resourceSubscriptions } }, 0),
  );

  const heard = listening.messages();

  /** Posts and reads to the end; undefined where the client went away before. */
  const ask = async (method: string, params: JsonObject, lane: number, { call, drop }: NumberedStep) => {
    const response = await post(method, params, lane);
    if (response.headers.get('content-type') !== 'text/event-stream') {
      const text = await response.text();
      ledger.received(me, text, call);
      return JSON.parse(text);
    }
    const reader = new EventReader(response);
    if (drop) {
      await reader.next();
      await reader.leave();
      ledger.count('drops');
    }
    const last = (await reader.messages()).at(-1);
    ledger.received(me, reader.text, call);
    return drop ? undefined : last;
  };

  const answers = (questions: unknown): JsonObject => {
    const all = isQuestions(questions) ? Object.entries(questions) : [];
    ledger.count('questions', all.length);
    return Object.fromEntries(all.map(([key, question]) => [key, answerTo(question)]));
  };

  const polled = async (taskId: unknown, lane: number, step: NumberedStep): Promise<SentMessage> => {
    loot.add({ owner: name, kind: 'task', value: String(taskId) });
    for (let poll = 0; poll < maxPolls; poll++) {
      ledger.count('polls');
      // A whole turn of the event loop, so that the task can go on.
      await new Promise(setImmediate);
      const sent: SentMessage = await ask('tasks/get', { taskId }, lane, step);
      if (sent.result?.status !== 'input_required' && sent.result?.status !== 'working') return sent;
      const inputResponses = answers(sent.result.inputRequests);
      await ask('tasks/update', { taskId, inputResponses }, lane, step);
    }
    throw new Error(`The task ${taskId} of client ${me.index} came to no end.`);
  };

  const perform = async (step: NumberedStep, lane: number): Promise<void> => {
    const { method, params, expected } = stormRequest(step, canary(me, step.call), me);
    let sent = await ask(method, params, lane, step);
    sent ??= await ask(method, params, lane, { ...step, drop: false });
    if (sent.result?.resultType === 'input_required') {
      const { inputRequests, requestState } = sent.result;
      loot.add({ owner: name, kind: 'state', value: requestState, params });
      const round = { ...params, requestState, inputResponses: answers(inputRequests) };
      sent = await ask(method, round, lane, { ...step, drop: false });
    }
    if (sent.result?.resultType === 'task') sent = await polled(sent.result.taskId, lane, { ...step, drop: false });
    ledger.answered(me, JSON.stringify(sent), expected);
  };

  return {
    lanes: ids.length,
    perform: async (steps) => void (await Promise.all(steps.map(perform))),
    async close() {
      await listening.leave();
      ledger.count('updates', (await heard).length - 1);
      ledger.received(me, listening.text);
    },
  };
}
