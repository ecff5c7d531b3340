import { expect, test } from '@jest/globals';
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';
import { connect } from '@toolgate/testing';
import { z } from 'zod';
import { type Ask, asked } from '../support/ask-through-client.js';
import { testServer } from '../support/test-server.js';

const elicit: Ask = (call) => call.elicit('who', { message: 'Who are you?', form: { name: z.string() } });
const sample: Ask = (call) => call.sample('model', { messages: [], maxTokens: 1 });

test.each<[string, Ask, ClientCapabilities, string]>([
  ['a form', elicit, {}, 'show a form'],
  ['a form that knows pages only', elicit, { elicitation: { url: {} } }, 'show a form'],
  ['a page', (call) => call.elicit('x', { message: 'x', url: 'https://x' }), { elicitation: {} }, 'open a page'],
  ['its model', sample, { elicitation: {}, roots: {} }, 'ask its model'],
  ['folders', (call) => call.roots('x'), { elicitation: {}, sampling: {} }, 'name its roots'],
  [
    'all at once',
    (call) => call.ask({ a: { roots: true }, b: { sample: { messages: [], maxTokens: 1 } } }),
    { roots: {} },
    'ask its model',
  ],
])(
  'fails at once for a client that did not declare %s, and asks it nothing',
  async (_what, ask, capabilities, lacks) => {
    const asking: string[] = [];
    const {
      said: text,
      failed,
      log,
    } = await asked(
      ask,
      (client) => {
        client.fallbackRequestHandler = async ({ method }) => {
          asking.push(method);
          return {};
        };
      },
      capabilities,
    );
    expect(failed).toBe(true);
    expect(text).toContain(lacks);
    expect(asking).toEqual([]);
    expect(log.records).toEqual([]);
  },
);

test.each(['2024-11-05', '2025-03-26'])(
  'asks no form of a client of %s, whatever it declares',
  async (protocolVersion) => {
    const { server } = testServer();
    server.tool('ask', { description: 'Asks' }, async (_input, call) => elicit(call));
    const client = await connect(server, { protocolVersion, capabilities: { elicitation: { form: {} } } });
    expect(await client.callTool({ name: 'ask' })).toMatchObject({ isError: true });
    await client.close();
  },
);

test('tells a handler what can be asked of its client', async () => {
  const { result } = await asked(
    (call) => call.client,
    () => undefined,
    { sampling: {}, elicitation: { url: {} } },
  );
  expect(result).toEqual({
    content: [
      { type: 'text', text: JSON.stringify({ form: false, url: true, sampling: true, roots: false, tasks: false }) },
    ],
  });
});
