import type { Connectable } from '@toolgate/testing';
import { capabilitiesKey, isObject, type JsonObject, versionKey } from '../protocol/modern/modern-messages.js';
import { messagesOf, type SentMessage } from './messages.js';
import { jsonHeaders } from './wire.js';

export const tasksKey = 'io.modelcontextprotocol/tasks';
export const subscriptionKey = 'io.modelcontextprotocol/subscriptionId';
export const serverInfoKey = 'io.modelcontextprotocol/serverInfo';

/** Capabilities of a client that can be asked everything. */
export const able = { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} };
/** Capabilities of a client that knows tasks, and can be asked everything. */
export const taskable = { ...able, extensions: { [tasksKey]: {} } };

export interface ModernMessage {
  readonly jsonrpc: '2.0';
  readonly id: string | number;
  readonly method: string;
  readonly params: JsonObject;
}

export interface MessageOptions {
  readonly id?: string | number;
  readonly capabilities?: object;
  /** More of `_meta`. */
  readonly meta?: object;
}

export interface SendOptions extends MessageOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A request of 2026-07-28 with its envelope. */
export function modernRequest(method: string, params: object = {}, options: MessageOptions = {}): ModernMessage {
  const { id = 1, capabilities = {}, meta = {} } = options;
  const _meta = { [versionKey]: '2026-07-28', [capabilitiesKey]: capabilities, ...meta };
  return { jsonrpc: '2.0', id, method, params: { ...params, _meta } };
}

/** The headers that go with a request. */
export function routing({ method, params }: ModernMessage): Record<string, string> {
  const version = isObject(params._meta) ? params._meta[versionKey] : undefined;
  const name = method === 'resources/read' ? params.uri : method.startsWith('tasks/') ? params.taskId : params.name;
  return {
    'mcp-protocol-version': String(version),
    'mcp-method': method,
    ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
  };
}

/** Header lines for raw HTTP. */
export function headerLines(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

/** What a server answered to one request. */
export interface ModernReply {
  readonly status: number;
  readonly headers: Headers;
  readonly messages: readonly SentMessage[];
  /** Of the last message. */
  readonly result?: SentMessage['result'];
  readonly error?: SentMessage['error'];
}

/** A client of 2026-07-28 that can also send what official ones never would. */
export interface ModernWire {
  send(method: string, params?: object, options?: SendOptions): Promise<Response>;
  ask(method: string, params?: object, options?: SendOptions): Promise<ModernReply>;
  /** `tools/call`; `more` are further params. */
  call(name: string, input?: object, more?: object, options?: SendOptions): Promise<ModernReply>;
}

export function modernWire(
  server: Connectable,
  defaults: SendOptions & { readonly address?: string } = {},
): ModernWire {
  const send: ModernWire['send'] = (method, params = {}, options = {}) => {
    const { headers, signal } = { ...defaults, ...options };
    const message = modernRequest(method, params, { ...defaults, ...options });
    const request = new Request('http://localhost/mcp', {
      method: 'POST',
      body: JSON.stringify(message),
      headers: { ...jsonHeaders, ...routing(message), ...defaults.headers, ...headers },
      ...(signal === undefined ? {} : { signal }),
    });
    return server.fetch(request, defaults.address === undefined ? {} : { address: defaults.address });
  };
  const ask: ModernWire['ask'] = async (method, params, options) => replyOf(await send(method, params, options));
  return {
    send,
    ask,
    call: (name, input = {}, more = {}, options = {}) =>
      ask('tools/call', { name, arguments: input, ...more }, options),
  };
}

export async function replyOf(response: Response): Promise<ModernReply> {
  const messages = await messagesOf(response);
  const { status, headers } = response;
  const { result, error } = messages.at(-1) ?? {};
  return { status, headers, messages, ...(result && { result }), ...(error && { error }) };
}

interface Answered {
  readonly result?: SentMessage['result'];
}

/** The params with which a client answers an `input_required` result. */
export function nextRound({ result }: Answered, inputResponses: object = {}): object {
  return { inputResponses, requestState: result?.requestState };
}

/** An accepted form. */
export const accept = (content: object = {}) => ({ action: 'accept', content });

/** The keys of what an `input_required` result asks. */
export const askedKeys = ({ result }: Answered): string[] => Object.keys(Object(result?.inputRequests));

/** Text of a result's first block. */
export function textOf({ result }: Answered): unknown {
  const content = result?.content;
  const first: unknown = Array.isArray(content) ? content[0] : undefined;
  return isObject(first) ? first.text : undefined;
}
