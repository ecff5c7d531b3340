import { Arrivals } from './arrivals.js';
import type { EventReader } from './event-reader.js';
import type { SentMessage } from './messages.js';

/** The messages of a stream that is read all the time, as a client does that waits: comments are taken too. */
export function pumped(reader: EventReader): Arrivals<SentMessage> {
  const messages = new Arrivals<SentMessage>();
  const pump = async (): Promise<void> => {
    for (let one = await reader.message(); one !== undefined; one = await reader.message()) messages.push(one);
  };
  void pump();
  return messages;
}
