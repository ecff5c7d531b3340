import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';
import type { Call } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { testServer } from './test-server.js';

export type Ask = (call: Call) => unknown;

const everything: ClientCapabilities = { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} };

/** What a tool that asks like this answers to the official client. */
export async function asked(
  ask: Ask,
  prepare: (client: Client) => void,
  capabilities: ClientCapabilities = everything,
) {
  const { server, log } = testServer();
  server.tool('ask', { description: 'Asks' }, async (_input, call) => JSON.stringify(await ask(call)));
  const client = await connect(server, { capabilities, prepare });
  const result = await client.callTool({ name: 'ask' });
  await client.close();
  return { result, log, said: JSON.stringify(result.content), failed: result.isError === true };
}
