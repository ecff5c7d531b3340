import { PassThrough } from 'node:stream';
import type { Principal, Server } from '@toolgate/core';
import { Arrivals } from './arrivals.js';
import type { SentMessage } from './messages.js';
import { initialize } from './wire.js';

/** Both ends of a stdio server in this process. */
export class StdioPipe {
  readonly input = new PassThrough();
  readonly output = new PassThrough();
  readonly received = new Arrivals<SentMessage>();
  /** Settles as `server.stdio()` does. */
  readonly done: Promise<void>;
  #rest = '';

  constructor(server: Pick<Server, 'stdio'>, options: { readonly principal?: Principal } = {}) {
    this.output.on('data', (chunk: Buffer) => this.#collect(chunk.toString()));
    this.done = server.stdio({ input: this.input, output: this.output, ...options });
    // A rejection is the business of the test that awaits `done`.
    this.done.catch(() => undefined);
  }

  /** Sends one line: a message, or bytes as they are. */
  send(line: object | string): this {
    this.input.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
    return this;
  }

  next(): Promise<SentMessage> {
    return this.received.next();
  }

  async initialized(protocolVersion?: string): Promise<this> {
    await this.send(initialize(protocolVersion)).next();
    return this;
  }

  #collect(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.received.push(JSON.parse(line));
  }
}
