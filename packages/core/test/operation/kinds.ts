import type { Call, Duration, OperationKind, Server } from '@toolgate/core';
import type { Asked, Asker } from '../support/asker.js';
import type { TestCacheRule } from '../types/test-cache.js';

/** Options that any operation may have. */
export interface AnyOptions {
  readonly permissions?: string | readonly string[];
  readonly public?: boolean;
  readonly timeout?: Duration;
  readonly title?: string;
  readonly testCache?: TestCacheRule;
}

/** A server on which every option is offered, as far as the compiler knows. */
export type AnyServer = Server<'auth' | 'testCache'>;

/** One kind of operation: how it is added under a name, and how it is used. */
export interface Kind {
  readonly what: string;
  readonly kind: OperationKind;
  /** How the error for an unknown one begins. */
  readonly unknown: string;
  add(server: AnyServer, name: string, options: AnyOptions, handle: (call: Call) => unknown): void;
  use(ask: Asker, name: string): Promise<Asked>;
  /** Names that are listed. */
  list(ask: Asker): Promise<readonly unknown[]>;
}

const tool: Kind = {
  what: 'a tool',
  kind: 'tool',
  unknown: 'Unknown tool',
  add: (server, name, options, handle) =>
    void server.tool(name, { description: 'x', ...options }, (_input, call) => handle(call)),
  use: (ask, name) => ask('tools/call', { name, arguments: { extra: '1' } }),
  list: listing('tools/list', 'tools'),
};

const resource: Kind = {
  what: 'a resource',
  kind: 'resource',
  unknown: 'Resource not found',
  add: (server, name, options, handle) =>
    void server.resource(name, { uri: `test://${name}`, ...options }, (_input, call) => handle(call)),
  use: (ask, name) => ask('resources/read', { uri: `test://${name}` }),
  list: listing('resources/list', 'resources'),
};

const template: Kind = {
  what: 'a template',
  kind: 'resource',
  unknown: 'Resource not found',
  add: (server, name, options, handle) =>
    void server.resource(name, { template: `test://${name}/{id}`, ...options }, (_input, call) => handle(call)),
  use: (ask, name) => ask('resources/read', { uri: `test://${name}/1` }),
  list: listing('resources/templates/list', 'resourceTemplates'),
};

const prompt: Kind = {
  what: 'a prompt',
  kind: 'prompt',
  unknown: 'Unknown prompt',
  add: (server, name, options, handle) => void server.prompt(name, options, (_input, call) => handle(call)),
  use: (ask, name) => ask('prompts/get', { name, arguments: { extra: '1' } }),
  list: listing('prompts/list', 'prompts'),
};

export const kinds: readonly Kind[] = [tool, resource, template, prompt];

/** What a caller gets: the first text of a result, or the string code of an error with its sentence. */
export function outcome({ result, error }: Asked): string {
  if (error !== undefined) return `${error.data?.code ?? error.code}: ${error.message}`;
  const { content, contents, messages, isError } = result;
  const first = Object([content, contents, messages].flat().find((value) => value !== undefined));
  const text: unknown = first.text ?? first.content?.text;
  if (isError !== true) return String(text);
  return `${Object(Object(result._meta)['toolgate/error']).code}: ${text}`;
}

function listing(method: string, key: string): Kind['list'] {
  return async (ask) => {
    const { result, error } = await ask(method);
    const entries = result[key];
    if (!Array.isArray(entries)) throw new Error(`${method} was answered ${JSON.stringify(error)}`);
    return entries.map(({ name }) => name);
  };
}
