import { type EventStore, memoryEventStore } from '@toolgate/core';
import { openSession } from './client-session.js';
import { EventReader } from './event-reader.js';
import { heldTool } from './held-tool.js';
import { toolCall } from './messages.js';
import { type TestServer, testServer } from './test-server.js';

/** Makes a store of one that works. */
export type StoreChange = (memory: EventStore, clock: TestServer['clock']) => Partial<EventStore>;

/** A call of two events, whose client left after the first, on a server with such a store. */
export async function leftCall(change: StoreChange) {
  const memory = memoryEventStore();
  let store: EventStore = memory;
  const own: EventStore = {
    append: (name, event) => store.append(name, event),
    after: (name, sequence) => store.after(name, sequence),
    drop: (name) => store.drop(name),
  };
  const { server, clock, log } = testServer({ eventStore: own });
  store = { ...own, append: memory.append.bind(memory), after: memory.after.bind(memory), ...change(memory, clock) };
  const calls = heldTool(server);
  const session = await openSession(server);
  const answer = session.post(toolCall('call', 'hold', {}, { progressToken: 't' }));
  const held = await calls.next();
  held.call.progress(1);
  const reader = new EventReader(await answer);
  await reader.message();
  await reader.leave();
  held.call.progress(2);
  const resume = () => session.listen({ 'last-event-id': reader.lastEventId ?? '' });
  const repair = (): void => {
    store = memory;
  };
  return { ...held, server, clock, log, session, resume, repair };
}
