import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Era, inEnvelope, initialize } from './era.js';
import { type Expectation, type WireRequest, wireRequest } from './wire-request.js';

/** What a client has to know of a server to write requests to it. */
export interface Conversation {
  readonly era: Era;
  /** Sent with each request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** How a server is spoken to. */
export interface ConversationSettings {
  readonly era: Era;
  /** Credentials. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether the server has to give a session. */
  readonly session?: boolean | undefined;
}

const common = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const initialized = z.object({ result: z.object({ protocolVersion: z.string() }) });

/** Does what comes before the first call: `initialize` in the era that has it. Rejects with what the server says instead. */
export async function openConversation(url: string, settings: ConversationSettings): Promise<Conversation> {
  const { era, session } = settings;
  const headers = { ...common, ...settings.headers };
  if (era === '2026-07-28') return { era, headers: { ...headers, 'mcp-protocol-version': era } };
  const response = await post(url, headers, { jsonrpc: '2.0', id: 0, ...initialize() });
  const { protocolVersion } = initialized.parse(answerIn(response.body)).result;
  const id = response.session;
  if (session && id === undefined) throw new Error(`${url} was to give a session in its answer to initialize.`);
  const open = {
    ...headers,
    ...(id === undefined ? {} : { 'mcp-session-id': id }),
    'mcp-protocol-version': protocolVersion,
  };
  await post(url, open, { jsonrpc: '2.0', method: 'notifications/initialized' });
  return { era, headers: open };
}

/** What a client sends in a session of 2025, to a server that does not look at it. */
export function sessionConversation(): Conversation {
  const era = '2025-11-25';
  return { era, headers: { ...common, 'mcp-session-id': randomUUID(), 'mcp-protocol-version': era } };
}

/** A request in that conversation. `name` is the tool's, where there is one. */
export function requestIn(
  { era, headers }: Conversation,
  method: string,
  params: { readonly name?: string; readonly arguments?: object },
  expects: Expectation,
): WireRequest {
  if (era === '2025-11-25') return wireRequest(headers, { method, params }, expects);
  const named = params.name === undefined ? {} : { 'mcp-name': params.name };
  return wireRequest({ ...headers, 'mcp-method': method, ...named }, { method, params: inEnvelope(params) }, expects);
}

/** A call of `echo`, with what its answer must have. */
export function echoRequest(conversation: Conversation, text: string): WireRequest {
  const expects = {
    text: `"text":${JSON.stringify(text.slice(0, 32)).slice(0, -1)}`,
    end: JSON.stringify(text.slice(-32)).slice(1),
    length: text.length,
  };
  return requestIn(conversation, 'tools/call', { name: 'echo', arguments: { text } }, expects);
}

/** An `initialize`, which opens a session each time. */
export function initializeRequest(): WireRequest {
  return wireRequest(common, initialize(), { text: '"protocolVersion"', end: '}', length: 60 });
}

/** The message in a body of JSON, or in the first event of a stream. */
export function answerIn(body: string): unknown {
  const data = /^data: ?(\{.*)$/m.exec(body);
  return JSON.parse(data?.[1] ?? body);
}

async function post(url: string, headers: Readonly<Record<string, string>>, message: object) {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(message) });
  const body = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${body.slice(0, 300)}`);
  return { body, session: response.headers.get('mcp-session-id') ?? undefined };
}
