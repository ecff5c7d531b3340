import { describe, expect, it, test } from '@jest/globals';
import { levelKey } from '../protocol/modern/modern-messages.js';
import { heldTool } from '../support/held-tool.js';
import type { SentMessage } from '../support/messages.js';
import { modernRequest, modernWire } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'] as const;

/** A server whose tool, prompt and resource log once at every level. */
function logging() {
  const { server } = testServer();
  server.tool('logs', { description: 'Logs' }, (_input, call) => {
    for (const level of levels) call.message(level, { level });
    return 'logged';
  });
  server.prompt('logging', { description: 'Logs' }, (_input, call) => {
    call.message('error', 'from a prompt');
    return 'logged';
  });
  server.resource('log', { uri: 'test://log' }, (_variables, call) => {
    call.message('error', null);
    return 'logged';
  });
  return server;
}

const heard = (messages: readonly SentMessage[]) =>
  messages.filter(({ method }) => method === 'notifications/message').map(({ params }) => params?.level);

describe('a request hears of what reaches the level it names', () => {
  const wire = modernWire(logging());
  it.each(levels.map((level, index) => [level, index] as const))('%s', async (level, index) => {
    const reply = await wire.call('logs', {}, {}, { meta: { [levelKey]: level } });
    expect(heard(reply.messages)).toEqual(levels.slice(index));
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    expect(reply.messages.at(-1)).toMatchObject({ id: 1, result: { resultType: 'complete' } });
    expect(reply.messages[0]).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/message',
      params: { level, logger: 'logs', data: { level } },
    });
  });
});

test('a request that names no level hears nothing, and gets JSON', async () => {
  const wire = modernWire(logging());
  await wire.call('logs', {}, {}, { meta: { [levelKey]: 'debug' } });
  const reply = await wire.call('logs');
  expect([reply.messages.length, reply.headers.get('content-type')]).toEqual([1, 'application/json']);
});

test('prompts and resources log as tools do', async () => {
  const { ask } = modernWire(logging());
  const meta = { [levelKey]: 'error' };
  const prompt = await ask('prompts/get', { name: 'logging' }, { meta });
  expect(prompt.messages[0]?.params).toEqual({ level: 'error', logger: 'logging', data: 'from a prompt' });
  const resource = await ask('resources/read', { uri: 'test://log' }, { meta });
  expect(resource.messages[0]?.params).toEqual({ level: 'error', logger: 'log', data: null });
});

test('a client that accepts no stream gets the answer alone', async () => {
  const wire = modernWire(logging(), { headers: { accept: 'application/json' } });
  const reply = await wire.call('logs', {}, {}, { meta: { [levelKey]: 'debug' } });
  expect(reply).toMatchObject({ status: 200, result: { content: [{ text: 'logged' }] } });
  expect(reply.messages).toHaveLength(1);
});

test('two requests at once each have the level they named, over HTTP and over stdio', async () => {
  const { server } = testServer();
  const calls = heldTool(server);
  const [loud, quiet] = [
    modernRequest('tools/call', { name: 'hold' }, { id: 1, meta: { [levelKey]: 'debug' } }),
    modernRequest('tools/call', { name: 'hold' }, { id: 2 }),
  ];
  const logAll = async () => {
    for (const { call, release } of [await calls.next(), await calls.next()]) {
      call.message('info', call.requestId);
      release('done');
    }
  };
  const wire = modernWire(server);
  const replies = [loud, quiet].map(({ id }) =>
    wire.call('hold', {}, {}, { id, meta: id === 1 ? { [levelKey]: 'debug' } : {} }),
  );
  await logAll();
  const [one, two] = await Promise.all(replies);
  expect([one?.messages.length, one?.messages[0]?.params?.data, two?.messages.length]).toEqual([2, 1, 1]);
  const pipe = new StdioPipe(server);
  pipe.send(loud).send(quiet);
  await logAll();
  pipe.input.end();
  await pipe.done;
  const messages = [];
  while (pipe.received.size > 0) messages.push(await pipe.next());
  expect(messages.map(({ method, id }) => id ?? method)).toEqual(['notifications/message', 1, 2]);
});
