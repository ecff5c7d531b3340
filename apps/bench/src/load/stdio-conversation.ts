import type { Child } from '../process/children.js';
import { initialize } from '../request/era.js';
import { bodyOf, isExpected, type WireRequest } from '../request/wire-request.js';
import type { LoadResult } from './load.js';

// Enough that neither side waits for the other, while each message is still one of its own.
const inFlight = 64;

// A server that has stopped answering is given up so long after the end of the load.
const patienceMs = 10_000;

const latency = { p50: 0, p99: 0, p999: 0 };

/**
 * Speaks to a server over its standard input and output, by a loop: no load generator does that. Latency is not measured.
 * Rejects with what the server complained of when that has ended.
 */
export class StdioConversation {
  readonly #child: Child;
  readonly #gone: Promise<never>;
  #rest = '';
  #onLines: (lines: readonly string[]) => void = () => undefined;

  constructor(child: Child) {
    this.#child = child;
    this.#gone = new Promise((_, reject) => {
      child.process.once('close', () =>
        reject(new Error(`The server on stdio has ended. ${child.complaint()}`.trim())),
      );
      // Only once it is gone is all known that it complained of.
      child.process.stdin?.on('error', () => void child.stop());
    });
    // It may end when nobody waits.
    this.#gone.catch(() => undefined);
    child.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
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
    const impatient = setTimeout(() => void this.#child.stop(), patienceMs);
    const line = await Promise.race([answer, this.#gone]).finally(() => clearTimeout(impatient));
    this.#write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    return line;
  }

  /** Keeps messages in flight for some time, and waits ten seconds for the last answers: what is missing is an error. */
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
    const finished = new Promise<LoadResult>((resolve) => {
      const finish = (): void => {
        clearTimeout(deadline);
        resolve({ ...tally, fault, seconds: (performance.now() - began) / 1_000, latency });
      };
      const giveUp = (): void => {
        const missing = id - lastId - tally.requests;
        tally.errors += missing;
        fault ??= `${missing} answers are missing.`;
        finish();
      };
      const deadline = setTimeout(giveUp, seconds * 1_000 + patienceMs).unref();
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
        else if (tally.requests === id - lastId) finish();
      };
      send(inFlight);
    });
    return Promise.race([finished, this.#gone]);
  }

  #write(text: string): void {
    this.#child.process.stdin?.write(text);
  }
}
