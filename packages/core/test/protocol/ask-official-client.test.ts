import { expect, test } from '@jest/globals';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { type Ask, asked } from '../support/ask-through-client.js';

const answered = (value: unknown) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });
const form = { name: z.string(), age: z.number().optional() };
const elicit: Ask = (call) => call.elicit('who', { message: 'Who are you?', form });
const sample: Ask = (call) =>
  call.sample('model', { messages: [{ role: 'user', content: { type: 'text', text: 'Hi' } }], maxTokens: 10 });
const said = { model: 'm', role: 'assistant' as const, content: { type: 'text' as const, text: 'Hello' } };

test('shows the user a form and gets what was filled in', async () => {
  const seen: unknown[] = [];
  const { result } = await asked(elicit, (client) =>
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      seen.push(params);
      return { action: 'accept', content: { name: 'Ada' } };
    }),
  );
  expect(result).toEqual(answered({ action: 'accept', content: { name: 'Ada' } }));
  expect(seen).toEqual([
    {
      mode: 'form',
      message: 'Who are you?',
      requestedSchema: {
        type: 'object',
        properties: { name: { type: 'string' }, age: { type: 'number' } },
        required: ['name'],
      },
    },
  ]);
});

test.each(['decline', 'cancel'] as const)('hears that the user chose to %s', async (action) => {
  const { result } = await asked(elicit, (client) => client.setRequestHandler(ElicitRequestSchema, () => ({ action })));
  expect(result).toEqual(answered({ action }));
});

test('sends the user to a page', async () => {
  const seen: unknown[] = [];
  const { result } = await asked(
    async (call) => [
      await call.elicit('login', { message: 'Log in', url: 'https://example.com/login?a=b' }),
      await call.elicit('pay', { message: 'Pay', url: 'https://example.com/pay' }),
    ],
    (client) =>
      client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
        seen.push(params);
        return { action: 'accept' };
      }),
  );
  expect(result).toEqual(answered([{ action: 'accept' }, { action: 'accept' }]));
  const elicitationId = expect.stringMatching(/.{16}/);
  expect(seen).toEqual([
    { mode: 'url', message: 'Log in', url: 'https://example.com/login?a=b', elicitationId },
    { mode: 'url', message: 'Pay', url: 'https://example.com/pay', elicitationId },
  ]);
  expect(new Set(seen.map((params) => Reflect.get(Object(params), 'elicitationId'))).size).toBe(2);
});

test('asks the model of the client', async () => {
  const seen: unknown[] = [];
  const { result } = await asked(sample, (client) =>
    client.setRequestHandler(CreateMessageRequestSchema, ({ params }) => {
      seen.push(params);
      return said;
    }),
  );
  expect(JSON.parse(JSON.stringify(result))).toMatchObject({ content: [{ text: expect.stringContaining('Hello') }] });
  expect(seen).toEqual([{ messages: [{ role: 'user', content: { type: 'text', text: 'Hi' } }], maxTokens: 10 }]);
});

test('asks for the folders of the client', async () => {
  const { result } = await asked(
    (call) => call.roots('folders'),
    (client) =>
      client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: 'file:///home/ada', name: 'Home' }] })),
  );
  expect(result).toEqual(answered([{ uri: 'file:///home/ada', name: 'Home' }]));
});

test('asks several things at once, and gives each its own answer', async () => {
  const order: string[] = [];
  const { result } = await asked(
    (call) =>
      call.ask({
        name: { elicit: { message: 'Name?', form: { name: z.string() } } },
        city: { elicit: { message: 'City?', form: { city: z.string() } } },
        model: { sample: { messages: [], maxTokens: 1 } },
        folders: { roots: true },
      }),
    (client) => {
      client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
        // The first question is answered last.
        if (params.message === 'Name?') while (order.length < 3) await new Promise(setImmediate);
        order.push(params.message);
        const content: Record<string, string> = params.message === 'Name?' ? { name: 'Ada' } : { city: 'Oslo' };
        return { action: 'accept', content };
      });
      client.setRequestHandler(CreateMessageRequestSchema, () => {
        order.push('model');
        return said;
      });
      client.setRequestHandler(ListRootsRequestSchema, () => {
        order.push('folders');
        return { roots: [] };
      });
    },
  );
  expect(order.at(-1)).toBe('Name?');
  expect(result).toEqual(
    answered({
      name: { action: 'accept', content: { name: 'Ada' } },
      city: { action: 'accept', content: { city: 'Oslo' } },
      model: said,
      folders: [],
    }),
  );
});

test.each<[string, Ask]>([
  ['elicit', elicit],
  ['sample', sample],
])('makes a tool error of a client that fails to answer %s', async (_what, ask) => {
  const {
    said: text,
    failed,
    log,
  } = await asked(ask, (client) => {
    client.setRequestHandler(ElicitRequestSchema, () => Promise.reject(new Error('no user here')));
    client.setRequestHandler(CreateMessageRequestSchema, () => Promise.reject(new Error('no user here')));
  });
  expect(failed).toBe(true);
  expect(text).toContain('no user here');
  expect(log.records).toEqual([]);
});
