import { isUtf8 } from 'node:buffer';
import type { Writable } from 'node:stream';
import { ToolgateError } from '../errors/toolgate-error.js';
import type { Principal } from '../identity/principal.js';
import { largestMessage } from '../protocol/message-size.js';
import type { MessageText } from '../protocol/parse-message.js';
import { Peer } from '../protocol/peer.js';
import type { Runtime } from '../server/runtime.js';
import { readLines } from './read-lines.js';
import type { StdioOptions } from './stdio-options.js';

/** Serves one message a line until the input ends and everything asked has been answered (MCP 2025-11-25 and 2026-07-28, transports). */
export async function serveStdio(
  runtime: Runtime,
  principal: Principal | undefined,
  { input = process.stdin, output = process.stdout }: StdioOptions,
  ending: AbortSignal,
): Promise<void> {
  const end = (): void => void input.destroy();
  if (ending.aborted) end();
  else ending.addEventListener('abort', end, { once: true });
  // A client that went away closes the pipe; its answers have nobody to go to.
  output.on('error', () => undefined);
  const write = lineWriter(output);
  const waiting = (): number => output.writableLength;
  const peer = new Peer({ runtime, principal, address: undefined, transport: 'stdio', write, waiting });
  try {
    for await (const line of readLines(input, () => largestMessage(runtime))) {
      void serveLine(peer, 'tooLong' in line ? undefined : line.bytes, largestMessage(runtime));
    }
  } catch (error) {
    // An input that was destroyed by the end of the server ends early, as it should.
    if (!ending.aborted) throw error;
  } finally {
    ending.removeEventListener('abort', end);
    const release = runtime.clock.keepAlive();
    peer.hangUp();
    await peer.idle();
    peer.close();
    release();
  }
}

/** Writes a line; settles when it has left, or can no longer leave. */
function lineWriter(output: Writable): (text: string) => Promise<void> {
  return (text) =>
    new Promise((resolve) => {
      output.write(`${text}\n`, () => resolve());
    });
}

/** Never rejects. */
async function serveLine(peer: Peer, bytes: Buffer | undefined, limit: number): Promise<void> {
  let line: MessageText;
  try {
    line = lineText(bytes, limit);
  } catch (error) {
    return peer.refuse(error);
  }
  if (line.text.trim() !== '') await peer.receive(line);
}

function lineText(bytes: Buffer | undefined, limit: number): MessageText {
  if (bytes === undefined) throw new ToolgateError('PAYLOAD_TOO_LARGE', `The line is longer than ${limit} bytes.`);
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), bytes: bytes.length };
  throw new ToolgateError('INVALID_REQUEST', 'The line is not valid UTF-8.');
}
