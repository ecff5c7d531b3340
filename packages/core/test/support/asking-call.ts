import type { Call, Handler, ServerOptions } from '@toolgate/core';
import { type ClientSession, openSession } from './client-session.js';
import { EventReader } from './event-reader.js';
import { type SentMessage, toolCall } from './messages.js';
import { type TestServer, testServer } from './test-server.js';

export const everyCapability = { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} };

export interface AskingCall extends TestServer {
  readonly session: ClientSession;
  /** The stream of the call. */
  readonly reader: EventReader;
  /** Answers a question with a result, or with an error. */
  answer(question: SentMessage | undefined, answer: { result?: object; error?: object }): Promise<Response>;
}

type Ask = (call: Call) => unknown;
type Wrap = (next: Handler) => Handler;

/** A server with a tool `ask` that does this within ten seconds, and a plugin that wraps it outside of them. */
export function askingServer(ask: Ask, options: Partial<ServerOptions> = {}, wrap?: Wrap): TestServer {
  const test = testServer(options);
  if (wrap !== undefined) test.server.use({ name: 'wrapper', stage: 'guard', wrap });
  test.server.tool('ask', { description: 'Asks', timeout: '10s' }, async (_input, call) =>
    JSON.stringify(await ask(call)),
  );
  return test;
}

/** A call of a tool that asks, in the session of a client that declares everything: its first question is on its way. */
export async function askingCall(ask: Ask, options: Partial<ServerOptions> = {}, wrap?: Wrap): Promise<AskingCall> {
  const test = askingServer(ask, options, wrap);
  const session = await openSession(test.server, { capabilities: everyCapability });
  const reader = new EventReader(await session.post(toolCall('call', 'ask')));
  const answer: AskingCall['answer'] = (question, given) =>
    session.post({ jsonrpc: '2.0', id: question?.id, ...given });
  return { ...test, session, reader, answer };
}

/** An accepted form. */
export const accepted = (content: object = {}) => ({ result: { action: 'accept', content } });
