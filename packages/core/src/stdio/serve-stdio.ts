import { isUtf8 } from 'node:buffer';
import type { Writable } from 'node:stream';
import { Lifetime } from '../call/lifetime.js';
import { publicError } from '../errors/public-error.js';
import { ToolgateError } from '../errors/toolgate-error.js';
import type { Caller } from '../identity/caller.js';
import type { Principal } from '../identity/principal.js';
import { answerRequest, type Deliver, takeMessage } from '../protocol/answer.js';
import { errorText } from '../protocol/json-rpc.js';
import type { JsonRpcMessage, RequestMessage } from '../protocol/json-rpc-message.js';
import type { Connection } from '../protocol/method.js';
import { MessageError, type MessageText, parseMessage } from '../protocol/parse-message.js';
import type { Session } from '../protocol/session.js';
import type { Runtime } from '../server/runtime.js';
import { readLines } from './read-lines.js';
import type { StdioOptions } from './stdio-options.js';

/** Serves one message a line until the input ends and everything asked has been answered (MCP 2025-11-25, transports). */
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
  const connection = connect(runtime, principal, output, write);
  const pending = new Set<Promise<void>>();
  try {
    for await (const line of readLines(input, runtime.limits.body)) {
      const work = serveLine(runtime, connection, 'tooLong' in line ? undefined : line.bytes, write);
      pending.add(work);
      void work.then(() => pending.delete(work));
    }
  } catch (error) {
    // An input that was destroyed by the end of the server ends early, as it should.
    if (!ending.aborted) throw error;
  }
  const release = runtime.clock.keepAlive();
  await Promise.all(pending);
  release();
}

/** Bytes of notifications that the client has not read yet; further ones are dropped, answers never. */
const maxWaiting = 1024 * 1024;

/** Writes a line; settles when it has left, or can no longer leave. */
function lineWriter(output: Writable): (text: string) => Promise<void> {
  return (text) =>
    new Promise((resolve) => {
      output.write(`${text}\n`, () => resolve());
    });
}

function connect(
  runtime: Runtime,
  principal: Principal | undefined,
  output: Writable,
  write: (text: string) => Promise<void>,
): Connection {
  const caller: Caller = { principal, address: undefined, session: undefined, transport: 'stdio', era: '2025' };
  let session: Session | undefined;
  return {
    caller,
    get session() {
      return session;
    },
    notify: (text) => {
      if (output.writableLength <= maxWaiting) void write(text);
    },
    open: (init) => {
      const now = runtime.clock.now();
      session = { ...init, id: undefined, opened: now, lastUsed: now, inFlight: new Map() };
    },
  };
}

/** Serves one line to its last byte. Never rejects. */
async function serveLine(
  runtime: Runtime,
  connection: Connection,
  bytes: Buffer | undefined,
  write: (text: string) => Promise<void>,
): Promise<void> {
  let message: JsonRpcMessage;
  try {
    const line = lineText(bytes, runtime.limits.body);
    if (line.text.trim() === '') return;
    message = parseMessage(line, runtime.limits);
  } catch (thrown) {
    const error = publicError(thrown, 'The message', runtime.log);
    return write(errorText(error instanceof MessageError ? error.id : undefined, error));
  }
  if (message.kind === 'request') {
    return serveRequest(runtime, message, connection, write);
  }
  try {
    await takeMessage(runtime, message, connection);
  } catch (thrown) {
    // What a plugin refuses is dropped: a notification has no answer.
    publicError(thrown, 'A notification', runtime.log);
  }
}

async function serveRequest(
  runtime: Runtime,
  message: RequestMessage,
  connection: Connection,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const lifetime = new Lifetime();
  runtime.activity.enter(lifetime);
  try {
    const deliver: Deliver = (answer) => (answer === undefined ? undefined : write(answer.text));
    await answerRequest(runtime, message, connection, lifetime, deliver);
  } finally {
    runtime.activity.leave(lifetime);
  }
}

function lineText(bytes: Buffer | undefined, limit: number): MessageText {
  if (bytes === undefined) throw new ToolgateError('PAYLOAD_TOO_LARGE', `The line is longer than ${limit} bytes.`);
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), bytes: bytes.length };
  throw new ToolgateError('INVALID_REQUEST', 'The line is not valid UTF-8.');
}
