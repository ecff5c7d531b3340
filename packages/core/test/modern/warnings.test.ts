import { expect, test } from '@jest/globals';
import type { Server, ServerOptions } from '@toolgate/core';
import { z } from 'zod';
import { able, accept, modernWire, nextRound } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';

const keys = ['a key that is long enough for every test'];
const question = { message: '?', form: { value: z.string() } };

/** A server with one tool that asks twice, and what its log says after three calls of it. */
async function warned(add: (server: Server) => void, options: Partial<ServerOptions> = { requestState: { keys } }) {
  const { server, log } = testServer(options);
  add(server);
  const wire = modernWire(server, { capabilities: able });
  for (let count = 0; count < 3; count++) {
    const first = await wire.call('ask');
    const second = await wire.call('ask', {}, nextRound(first, { a: accept({ value: 'x' }) }));
    await wire.call('ask', {}, nextRound(second, { b: accept({ value: 'y' }) }));
  }
  return log.records;
}

test('a tool with effects that asks without once is warned of, once', async () => {
  const records = await warned((server) => {
    server.tool('ask', { description: 'Asks' }, async (_input, call) => [
      await call.elicit('a', question),
      await call.elicit('b', question),
    ]);
  });
  expect(records).toEqual([
    { level: 'warn', fields: { operation: 'ask' }, message: expect.stringContaining('call.once') },
  ]);
});

test.each([{ readOnlyHint: true }, { idempotentHint: true }])('one that is %j is not', async (annotations) => {
  const records = await warned((server) => {
    server.tool('ask', { description: 'Asks', annotations }, async (_input, call) => [
      await call.elicit('a', question),
      await call.elicit('b', question),
    ]);
  });
  expect(records).toEqual([]);
});

test('one that uses once is not', async () => {
  const records = await warned((server) => {
    server.tool('ask', { description: 'Asks' }, async (_input, call) => {
      await call.once('effect', () => 1);
      return [await call.elicit('a', question), await call.elicit('b', question)];
    });
  });
  expect(records).toEqual([]);
});

test('prompts and resources have no effects', async () => {
  const { server, log } = testServer({ requestState: { keys } });
  server.prompt('prompt', { description: 'Asks' }, async (_input, call) =>
    JSON.stringify(await call.elicit('a', question)),
  );
  server.resource('resource', { uri: 'test://asks' }, (_variables, call) => call.elicit('a', question));
  const { ask } = modernWire(server, { capabilities: able });
  await ask('prompts/get', { name: 'prompt' });
  await ask('resources/read', { uri: 'test://asks' });
  expect(log.records).toEqual([]);
});

test('a server that asks under a key of its own making is warned of, once for all its tools', async () => {
  const records = await warned((server) => {
    for (const name of ['ask', 'other']) {
      server.tool(name, { description: 'Asks', annotations: { readOnlyHint: true } }, async (_input, call) => [
        await call.elicit('a', question),
        await call.elicit('b', question),
      ]);
    }
  }, {});
  expect(records).toEqual([{ level: 'warn', fields: {}, message: expect.stringContaining('requestState.keys') }]);
});
