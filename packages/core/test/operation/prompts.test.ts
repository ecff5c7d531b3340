import { describe, expect, it } from '@jest/globals';
import { GetPromptResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { connect } from '@toolgate/testing';
import { z } from 'zod';
import { plainServer } from '../server/plain-server.js';
import { asker, eras } from '../support/asker.js';
import { quietLog } from '../support/quiet-log.js';

const text = { type: 'text', text: 'a' } as const;
const image = { type: 'image', data: 'YQ==', mimeType: 'image/png' } as const;
const embedded = {
  type: 'resource',
  resource: { uri: 'test://a', mimeType: 'text/css', text: 'a {}' },
  annotations: { audience: ['assistant'], priority: 1 },
} as const;
const embeddedBlob = { type: 'resource', resource: { uri: 'test://a', blob: 'YQ==' } } as const;
const link = { type: 'resource_link', uri: 'test://a', name: 'a' } as const;
const audio = { type: 'audio', data: 'YQ==', mimeType: 'audio/wav' } as const;

/** The result of a prompt that returns `value`, as a client reads it. */
async function made(value: unknown, description?: string) {
  const server = plainServer().prompt('it', description === undefined ? {} : { description }, () => value);
  const result = await (await connect(server)).getPrompt({ name: 'it' });
  expect(GetPromptResultSchema.safeParse(result).success).toBe(true);
  return result;
}

describe('what a prompt returns', () => {
  it.each([
    ['a text', 'hello', [{ role: 'user', content: { type: 'text', text: 'hello' } }]],
    ['an empty text', '', [{ role: 'user', content: { type: 'text', text: '' } }]],
    ['a promise of a text', Promise.resolve('a'), [{ role: 'user', content: text }]],
    ['a block', image, [{ role: 'user', content: image }]],
    ['an embedded resource', embedded, [{ role: 'user', content: embedded }]],
    ['embedded bytes', embeddedBlob, [{ role: 'user', content: embeddedBlob }]],
    ['one message', { role: 'assistant', content: text }, [{ role: 'assistant', content: text }]],
    [
      'messages',
      [
        { role: 'user', content: embedded },
        { role: 'assistant', content: link },
      ],
      [
        { role: 'user', content: embedded },
        { role: 'assistant', content: link },
      ],
    ],
  ])('is %s, and always goes out as messages', async (_what, value, messages) => {
    expect(await made(value)).toEqual({ messages });
    expect(await made(value, 'What it is for')).toEqual({ description: 'What it is for', messages });
  });

  it('is a whole result, which goes out as it is', async () => {
    const whole = { description: 'Today', messages: [{ role: 'user', content: text }], _meta: { a: 1 } };
    expect(await made(whole, 'Every day')).toEqual(whole);
    expect(await made({ messages: [] })).toEqual({ messages: [] });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['an empty list', []],
    ['a list of texts', ['a']],
    ['data', { city: 'Oslo' }],
    ['a block with a key too many', { ...text, more: 1 }],
    ['a picture that is not base64', { ...image, data: 'no base64!' }],
    ['a message of somebody else', { role: 'system', content: text }],
    ['a message of a list of roles', { role: ['user'], content: text }],
    ['a message with a text for content', { role: 'user', content: 'a' }],
    ['a message with blocks for content', { role: 'user', content: [text] }],
    ['a message with a key too many', { role: 'user', content: text, name: 'ada' }],
    ['messages with something else', [{ role: 'user', content: text }, 'a']],
    ['a result of a tool', { content: [text] }],
    ['a result with a key too many', { messages: [{ role: 'user', content: text }], isError: true }],
    ['a result with a description that is none', { messages: [{ role: 'user', content: text }], description: 7 }],
    ['a result with _meta that is none', { messages: [{ role: 'user', content: text }], _meta: [] }],
    ['messages that are none', { messages: 'a' }],
  ])('must not be %s: the caller learns that it failed, the log why', async (_what, value) => {
    for (const revision of eras) {
      const log = quietLog();
      const ask = await asker(
        plainServer({ log }).prompt('it', {}, () => value),
        { revision },
      );
      const { status, error } = await ask('prompts/get', { name: 'it' });
      expect(status).toBe(200);
      const id: unknown = Object(log.records[0]?.fields).correlationId;
      expect(error).toMatchObject({ code: -32603, data: { code: 'INTERNAL', details: { correlationId: id } } });
      expect(error?.message).toBe(`it failed. The server's log says why under ${id}.`);
      const message = 'prompt "it" returned no text, block or messages';
      expect(log.records).toMatchObject([{ level: 'error', fields: { err: { message } } }]);
    }
  });

  it('is masked where it throws, under an id that the log has too', async () => {
    const log = quietLog();
    const server = plainServer({ log }).prompt('it', {}, () => {
      throw new Error('hunter2');
    });
    const { status, error } = await (await asker(server))('prompts/get', { name: 'it' });
    expect([status, error?.code, JSON.stringify(error).includes('hunter2')]).toEqual([200, -32603, false]);
    const id: unknown = Object(log.records[0]?.fields).correlationId;
    expect(error?.data).toMatchObject({ code: 'INTERNAL', details: { correlationId: id } });
  });

  it.each([
    ['2024-11-05', { type: 'text', text: '[audio, audio/wav]' }, { type: 'text', text: 'a: test://a' }],
    ['2025-03-26', audio, { type: 'text', text: 'a: test://a' }],
    ['2025-06-18', audio, link],
    ['2026-07-28', audio, link],
  ])('is told in words that %s has', async (revision, first, second) => {
    const messages = [audio, link].map((content) => ({ role: 'user', content }));
    const ask = await asker(
      plainServer().prompt('it', {}, () => messages),
      { revision },
    );
    const { result } = await ask('prompts/get', { name: 'it' });
    expect(result.messages).toEqual([first, second].map((content) => ({ role: 'user', content })));
    expect(result.resultType).toBe(revision === '2026-07-28' ? 'complete' : undefined);
  });
});

describe.each(eras)('the arguments of a prompt, in %s', (revision) => {
  const seen: unknown[] = [];
  const server = plainServer().prompt(
    'trip',
    {
      arguments: {
        city: z.string().min(2),
        days: z.coerce.number().int().default(3),
        by: z.enum(['rail', 'road']).optional(),
      },
    },
    (given, call) => {
      seen.push([given, call.input, call.operation.kind]);
      return `To ${given.city} for ${given.days + 1} days`;
    },
  );

  it('are checked and converted', async () => {
    const ask = await asker(server, { revision });
    const { result } = await ask('prompts/get', { name: 'trip', arguments: { city: 'Oslo', days: '5', more: 'x' } });
    expect(result.messages).toEqual([{ role: 'user', content: { type: 'text', text: 'To Oslo for 6 days' } }]);
    expect(seen.splice(0)).toEqual([[{ city: 'Oslo', days: 5 }, { city: 'Oslo', days: 5 }, 'prompt']]);
  });

  it.each([
    [{}, 'city'],
    [undefined, 'city'],
    [{ city: 'O' }, 'city'],
    [{ city: 'Oslo', days: 'many' }, 'days'],
    [{ city: 'Oslo', by: 'sea' }, 'by'],
    [{ city: null }, 'city'],
  ])('are refused with -32602 and a sentence that names the argument: %p', async (given, named) => {
    const ask = await asker(server, { revision });
    const { status, error } = await ask('prompts/get', {
      name: 'trip',
      ...(given === undefined ? {} : { arguments: given }),
    });
    expect([status, error?.code]).toEqual([200, -32602]);
    expect(error?.message.startsWith(`Invalid arguments for trip: ${named}: `)).toBe(true);
    expect(error?.data).toMatchObject({ code: 'VALIDATION', details: { issues: [{ path: named }] } });
    expect(seen).toEqual([]);
  });

  it.each([[[]], ['city=Oslo'], [7], [null]])('must be an object: %p', async (given) => {
    const { status, error } = await (await asker(server, { revision }))('prompts/get', {
      name: 'trip',
      arguments: given,
    });
    expect([status, error?.code, error?.message]).toEqual([200, -32602, '"arguments" must be an object.']);
  });

  it.each(['nope', 'TRIP', 'trip ', '', '__proto__', 'constructor', 'toString'])(
    'are of no use where there is no such prompt: %j',
    async (name) => {
      const { status, error } = await (await asker(server, { revision }))('prompts/get', { name });
      expect([status, error?.code, error?.message]).toEqual([200, -32602, `Unknown prompt: ${name}`]);
    },
  );

  it.each([[undefined], [7], [null], [['trip']]])('need a name that is a text: %p', async (name) => {
    const { status, error } = await (await asker(server, { revision }))('prompts/get', { name });
    expect([status, error?.code, error?.message]).toEqual([200, -32602, '"name" must be a string.']);
  });
});
