import type { ChildProcess } from 'node:child_process';
import { initialize } from '../request/era.js';
import { bodyOf, isExpected, type WireRequest } from '../request/wire-request.js';
import type { LoadResult } from './load.js';

// Enough that neither side waits for the other, while each message is still one of its own.
const inFlight = 64;

const latency = { p50: 0, p99: 0, p999: 0 };

/** Speaks to a server over its standard input and output, by a loop: no load generator does that. Latency is not measured. */
export class StdioConversation {
  readonly #child: ChildProcess;
  #rest = '';
  #onLines: (lines: readonly string[]) => void = () => undefined;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop() ?? '';
      if (lines.length > 0) this.#onLines(lines);
    });
  }

  /** Initializes; resolves with the server's answer. */
  async open(): Promise<string> {
    const answer = new Promise<string>((resolve) => {
      this.#onLines = ([line = '']) => resolve(line);
    });
    this.#write(`${JSON.stringify({ jsonrpc: '2.0', id: 0, ...initialize() })}\n`);
    const line = await answer;
    this.#write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    return line;
  }

  /** Keeps messages in flight for some time, and waits for the last answers. */
  load(request: WireRequest, seconds: number, lastId: number): Promise<LoadResult> {
    const began = performance.now();
    const tally = { requests: 0, bytes: 0, errors: 0 };
    let fault: string | undefined;
    let id = lastId;
    const send = (count: number): void => {
      const messages = Array.from({ length: count }, (_, index) => `${bodyOf(request, id + index + 1)}\n`);
      id += count;
      this.#write(messages.join(''));
    };
    return new Promise((resolve) => {
      this.#onLines = (lines) => {
        for (const line of lines) {
          tally.requests += 1;
          tally.bytes += line.length + 1;
          if (isExpected(request.expects, 200, line)) continue;
          tally.errors += 1;
          fault ??= line.slice(0, 300);
        }
        const elapsed = (performance.now() - began) / 1_000;
        if (elapsed < seconds) send(lines.length);
        else if (tally.requests === id - lastId) resolve({ ...tally, fault, seconds: elapsed, latency });
      };
      send(inFlight);
    });
  }

  #write(text: string): void {
    this.#child.stdin?.write(text);
  }
}
