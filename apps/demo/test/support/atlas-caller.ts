import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Server } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { type AtlasOptions, createAtlas } from '../../src/atlas.js';
import { demoKeys } from '../../src/keys/demo-keys.js';

export const keys = demoKeys();

/** An Atlas of its own, with the three demo keys. */
export function atlas(options: Omit<AtlasOptions, 'keys'> = {}): Server<'auth'> {
  return createAtlas({ keys, ...options });
}

/** Connects the official client with the key of a label. */
export function connectAs(server: Server<'auth'>, label: string): Promise<Client> {
  return connect(server, { headers: { 'x-api-key': keys[label]?.secret ?? '' } });
}

/** What a tool says: its data, or the sentence and the code of its error. */
export interface Answer {
  readonly data: unknown;
  readonly error: string | undefined;
  readonly code: unknown;
}

/** Calls a tool as a client would, and leaves failures of the call itself to the caller. */
export async function ask(client: Client, name: string, input: Record<string, unknown>): Promise<Answer> {
  const result = CallToolResultSchema.parse(await client.callTool({ name, arguments: input }));
  const text = result.content.map((block) => (block.type === 'text' ? block.text : block.type)).join();
  const problem = Object(result._meta?.['toolgate/error']);
  return { data: result.structuredContent, error: result.isError === true ? text : undefined, code: problem.code };
}

/** Calls a tool of a new Atlas with the reader's key. */
export async function read(name: string, input: Record<string, unknown>): Promise<Answer> {
  return ask(await connectAs(atlas(), 'reader'), name, input);
}
