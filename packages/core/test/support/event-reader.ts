import type { SentMessage } from './messages.js';

/** One event of a stream. */
export interface ReceivedEvent {
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** Empty for an event that only tells its id, or when to come back. */
  readonly data: string;
}

/** Reads an event stream as it comes. */
export class EventReader {
  readonly #chunks: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  readonly #events: ReceivedEvent[] = [];
  #unread = '';
  /** Id of the last event that was taken, as a client repeats it in `Last-Event-ID`. */
  lastEventId: string | undefined;
  /** Everything that has come, as it came. */
  text = '';

  constructor({ body }: Response) {
    if (body === null) throw new Error('The response has no body.');
    this.#chunks = body.getReader();
  }

  /** The next event; undefined when the stream has ended, or was cut. */
  async next(): Promise<ReceivedEvent | undefined> {
    while (this.#events.length === 0) {
      const { done, value } = await this.#chunks.read().catch(() => ({ done: true, value: undefined }));
      if (done) return undefined;
      this.#take(this.#decoder.decode(value, { stream: true }));
    }
    const event = this.#events.shift();
    if (event?.id !== undefined) this.lastEventId = event.id;
    return event;
  }

  /** The next message; undefined when there is none any more. */
  async message(): Promise<SentMessage | undefined> {
    for (let event = await this.next(); event !== undefined; event = await this.next()) {
      if (event.data !== '') return JSON.parse(event.data);
    }
    return undefined;
  }

  /** Every message that is left. */
  async messages(): Promise<readonly SentMessage[]> {
    const all: SentMessage[] = [];
    for (let one = await this.message(); one !== undefined; one = await this.message()) all.push(one);
    return all;
  }

  /** Goes away without a word. */
  async leave(): Promise<void> {
    await this.#chunks.cancel();
  }

  #take(text: string): void {
    this.text += text;
    const blocks = (this.#unread + text).split('\n\n');
    this.#unread = blocks.pop() ?? '';
    for (const block of blocks) if (!block.startsWith(':')) this.#events.push(parseEvent(block));
  }
}

function parseEvent(block: string): ReceivedEvent {
  const fields = new Map(block.split('\n').map((line): [string, string] => [line.replace(/:.*/, ''), after(line)]));
  return { id: fields.get('id'), name: fields.get('event'), data: fields.get('data') ?? '' };
}

function after(line: string): string {
  return line.slice(line.indexOf(':') + 1).replace(/^ /, '');
}
