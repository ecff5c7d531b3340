import { expect, test } from '@jest/globals';
import type { Server, ServerOptions } from '@toolgate/core';
import { z } from 'zod';
import { bearer, principal, tokenAuth } from '../identity/token-auth.js';
import { able, accept, modernRequest, modernWire, nextRound, textOf } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

const annotations = { readOnlyHint: true };
const input = { order: z.string().optional(), how: z.record(z.string(), z.number()).optional() };
const refused = { status: 200, error: { code: -32602, data: { reason: 'invalid_request_state' } } };
const yes = { sure: accept() };

/** A server with things that ask whether one is sure, and say so. */
function asking(options: Partial<ServerOptions> = {}) {
  const { server: plain, clock, log } = testServer(options);
  const server = plain.use(tokenAuth({ ada: [], bob: [] }));
  const ask = async (call: Parameters<Parameters<Server['tool']>[2]>[1]) => {
    const { action } = await call.elicit('sure', { message: 'Sure?', form: { ok: z.boolean().optional() } });
    return `${call.principal?.name} says ${action}`;
  };
  for (const name of ['drop', 'keep']) {
    server.tool(name, { description: name, input, annotations }, (_input, call) => ask(call));
  }
  server.prompt('drop.prompt', { description: 'Drops' }, (_input, call) => ask(call));
  server.resource('page', { template: 'test://page/{number}' }, (_variables, call) => ask(call));
  const as = (name: string) => modernWire(server, { capabilities: able, headers: bearer(name) });
  return { server, clock, log, as, ada: as('ada'), bob: as('bob') };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

test('a state with one character changed, at any place, is refused before the handler runs', async () => {
  const { ada } = asking();
  const { result } = await ada.call('drop');
  const state = String(result?.requestState);
  for (let at = 0; at < state.length; at++) {
    const other = alphabet[(alphabet.indexOf(state[at] ?? '') + 1) % alphabet.length];
    const requestState = `${state.slice(0, at)}${other}${state.slice(at + 1)}`;
    expect(await ada.call('drop', {}, { requestState, inputResponses: yes })).toMatchObject(refused);
  }
});

test('a state that is shorter, longer or spelled in another way is refused', async () => {
  const { ada } = asking();
  const { result } = await ada.call('drop');
  const state = String(result?.requestState);
  const longer = ['A', '=', '-TAMPERED', ' ', '\n', state].map((end) => state + end);
  const shorter = Array.from(state, (_character, length) => state.slice(0, length));
  const others = [
    ` ${state}`,
    state.replaceAll('-', '+').replaceAll('_', '/').concat('+'),
    state.toUpperCase(),
    'v1.',
    'x'.repeat(500_000),
  ];
  for (const requestState of [...longer, ...shorter, ...others]) {
    expect(await ada.call('drop', {}, { requestState, inputResponses: yes })).toMatchObject(refused);
  }
});

test.each<[string, string, string, object]>([
  ['of another tool', 'ada', 'tools/call', { name: 'keep', arguments: { order: 'a' } }],
  ['of other arguments', 'ada', 'tools/call', { name: 'drop', arguments: { order: 'b' } }],
  ['of no arguments', 'ada', 'tools/call', { name: 'drop' }],
  ['of another caller', 'bob', 'tools/call', { name: 'drop', arguments: { order: 'a' } }],
  ['of another method', 'ada', 'prompts/get', { name: 'drop.prompt' }],
  ['of a resource', 'ada', 'resources/read', { uri: 'test://page/1' }],
])('a state is no good for a call %s', async (_what, caller, method, params) => {
  const { ada, as } = asking();
  const first = await ada.call('drop', { order: 'a' });
  const retry = nextRound(first, yes);
  expect(await as(caller).ask(method, { ...params, ...retry })).toMatchObject(refused);
  expect(textOf(await ada.call('drop', { order: 'a' }, retry))).toBe('ada says accept');
});

test('a resource binds its state to its uri', async () => {
  const { ada } = asking();
  const first = await ada.ask('resources/read', { uri: 'test://page/1' });
  const retry = nextRound(first, yes);
  expect(await ada.ask('resources/read', { uri: 'test://page/2', ...retry })).toMatchObject(refused);
  expect(await ada.ask('resources/read', { uri: 'test://page/1', ...retry })).toMatchObject({
    result: { resultType: 'complete' },
  });
});

test('the same arguments in another order are the same, and so are none and an empty object', async () => {
  const { ada } = asking();
  const first = await ada.call('drop', { order: 'a', how: { x: 1, y: 2 } });
  const other = await ada.call('drop', { how: { y: 2, x: 1 }, order: 'a' }, nextRound(first, yes));
  expect(textOf(other)).toBe('ada says accept');
  const bare = await ada.ask('tools/call', { name: 'drop' });
  expect(textOf(await ada.call('drop', {}, nextRound(bare, yes)))).toBe('ada says accept');
});

test.each<[string, Partial<ServerOptions>, number]>([
  ['an hour', {}, 3_600_000],
  ['the time it is given', { requestState: { ttl: '90s' } }, 90_000],
])('a state is good for %s, whatever happens in between', async (_what, options, ttlMs) => {
  const { ada, clock } = asking(options);
  const first = await ada.call('drop');
  await clock.advance(ttlMs - 1);
  expect(textOf(await ada.call('drop', {}, nextRound(first, yes)))).toBe('ada says accept');
  await clock.advance(1);
  expect(await ada.call('drop', {}, nextRound(first, yes))).toMatchObject(refused);
});

const [old, young] = ['an old key that is long enough for this', 'a young key that is long enough too'];

test('a server with the same key takes over, one with another key does not', async () => {
  const first = await asking({ requestState: { keys: [old] } }).ada.call('drop');
  const retry = nextRound(first, yes);
  expect(textOf(await asking({ requestState: { keys: [old] } }).ada.call('drop', {}, retry))).toBe('ada says accept');
  expect(textOf(await asking({ requestState: { keys: [young, old] } }).ada.call('drop', {}, retry))).toBe(
    'ada says accept',
  );
  expect(await asking({ requestState: { keys: [young] } }).ada.call('drop', {}, retry)).toMatchObject(refused);
  expect(await asking().ada.call('drop', {}, retry)).toMatchObject(refused);
});

test('on stdio a state belongs to the principal of the process, and no other transport changes that', async () => {
  const { server, ada, bob } = asking();
  const pipe = new StdioPipe(server, { principal: principal('ada') });
  const call = (more: object = {}) =>
    pipe.send(modernRequest('tools/call', { name: 'drop', ...more }, { capabilities: able })).next();
  const first = await call();
  expect(await bob.call('drop', {}, nextRound(first, yes))).toMatchObject(refused);
  expect(textOf(await ada.call('drop', {}, nextRound(first, yes)))).toBe('ada says accept');
  const foreign = await bob.call('drop');
  expect(await call(nextRound(foreign, yes))).toMatchObject({ error: refused.error });
});

test('two callers who ask at once get each their own', async () => {
  const { ada, bob } = asking();
  const rounds = async (wire: typeof ada) => {
    const first = await wire.call('drop', { order: 'same' }, {}, { id: 1 });
    return textOf(await wire.call('drop', { order: 'same' }, nextRound(first, yes), { id: 2 }));
  };
  const answers = await Promise.all(Array.from({ length: 40 }, (_none, index) => rounds(index % 2 === 0 ? ada : bob)));
  expect(new Set(answers.filter((_answer, index) => index % 2 === 0))).toEqual(new Set(['ada says accept']));
  expect(new Set(answers.filter((_answer, index) => index % 2 === 1))).toEqual(new Set(['bob says accept']));
});
