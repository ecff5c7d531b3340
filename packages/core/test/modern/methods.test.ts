import { expect, test } from '@jest/globals';
import type { Server } from '@toolgate/core';
import { z } from 'zod';
import { modernRequest, modernWire, taskable, tasksKey } from '../support/modern-wire.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

const removed = [
  ...['initialize', 'ping', 'logging/setLevel', 'resources/subscribe', 'resources/unsubscribe'],
  ...['tasks/list', 'tasks/result', 'notifications/initialized', 'notifications/cancelled'],
];
const never = ['nope/x', 'Tools/List', 'constructor', '__proto__', 'toString', 'sampling/createMessage'];
const prompts = ['prompts/list', 'prompts/get'];
const resources = ['resources/list', 'resources/templates/list', 'resources/read'];
const tasks = ['tasks/get', 'tasks/update', 'tasks/cancel'];
const all = [...removed, ...never, ...prompts, ...resources, ...tasks, 'completion/complete'];

/** Adds one thing of each kind: what a server then offers. */
const additions: Record<string, (server: Server) => void> = {
  prompts: (server) => server.prompt('greeting', { description: 'Greets' }, () => 'hi'),
  resources: (server) => server.resource('readme', { uri: 'test://readme' }, () => 'text'),
  tasks: (server) => server.tool('later', { description: 'Later', task: 'optional' }, () => 'done'),
};

test.each<[string, readonly string[]]>([
  ['nothing more', all],
  ['prompts', all.filter((method) => !prompts.includes(method))],
  ['resources', all.filter((method) => !resources.includes(method))],
  ['tasks', all.filter((method) => !tasks.includes(method))],
])('with tools and %s, any other method is unknown: 404 and -32601', async (kind, unknown) => {
  const { server } = testServer();
  additions[kind]?.(server);
  const { ask } = modernWire(server, { capabilities: taskable });
  const params = { name: 'x', uri: 'test://x', taskId: 'x' };
  const answered = new Map<string, unknown>();
  for (const method of all) {
    const { status, headers, messages, error } = await ask(method, params, { id: method });
    expect(messages).toMatchObject([{ id: method }]);
    expect(headers.get('content-type')).toBe('application/json');
    answered.set(method, `${status} ${error?.code}`);
  }
  const missing = [...answered].filter(([, answer]) => answer === '404 -32601').map(([method]) => method);
  expect(missing).toEqual(unknown);
});

test('what server/discover declares is what is served, exactly, whatever is added', async () => {
  const { server } = testServer();
  const { ask } = modernWire(server, { capabilities: taskable });
  const methods: Record<string, readonly string[]> = { prompts, resources, [tasksKey]: tasks };
  for (const add of [() => undefined, ...Object.values(additions)]) {
    add(server);
    const { capabilities } = Object((await ask('server/discover')).result);
    const declared = { ...capabilities, ...capabilities.extensions };
    for (const [capability, served] of Object.entries(methods)) {
      const answers = served.map(async (method) => (await ask(method)).status !== 404);
      expect(await Promise.all(answers)).toEqual(served.map(() => Object.hasOwn(declared, capability)));
    }
  }
});

test('completion/complete is there with the first thing that can be completed', async () => {
  const { server } = testServer();
  const { ask } = modernWire(server);
  server.prompt('plain', { description: 'Plain', arguments: { name: z.string() } }, () => 'hi');
  const ref = { type: 'ref/prompt', name: 'chosen' };
  const params = { ref, argument: { name: 'color', value: 'r' } };
  expect(await ask('completion/complete', params)).toMatchObject({ status: 404, error: { code: -32601 } });
  server.prompt('chosen', { description: 'Chosen', arguments: { color: z.enum(['red', 'blue']) } }, () => 'hi');
  expect(await ask('completion/complete', params)).toMatchObject({
    status: 200,
    result: { completion: { values: ['red'] }, resultType: 'complete' },
  });
});

test('a client that accepts a stream alone hears of an unknown method in JSON', async () => {
  const { server } = testServer();
  const response = await modernWire(server).send('ping', {}, { headers: { accept: 'text/event-stream' } });
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json']);
});

test('a method is looked for before its params are looked at', async () => {
  const { server } = testServer();
  const { ask } = modernWire(server);
  expect(await ask('resources/subscribe', { uri: 7 })).toMatchObject({ error: { code: -32601 } });
  expect(await ask('prompts/get', { name: ['x'] })).toMatchObject({ error: { code: -32601 } });
});

test('over stdio the same methods are unknown', async () => {
  const { server } = testServer();
  const pipe = new StdioPipe(server);
  for (const method of all) {
    const answer = await pipe.send(modernRequest(method, {}, { id: method })).next();
    expect(answer).toMatchObject({ id: method, error: { code: -32601 } });
  }
});

test.each<[string, string, object]>([
  ['a tool', 'tools/call', { name: 'nobody' }],
  ['a tool by a name that is none', 'tools/call', { name: 'x'.repeat(500) }],
  ['a prompt', 'prompts/get', { name: 'nobody' }],
  ['a resource', 'resources/read', { uri: 'test://nobody' }],
  ['a resource by what is no uri', 'resources/read', { uri: 'not a uri' }],
  ['a cursor', 'tools/list', { cursor: 'bm9uZQ' }],
  ['a task', 'tasks/get', { taskId: 'nobody' }],
])('%s that there is not is an error in the body of a 200', async (_what, method, params) => {
  const { server } = testServer();
  for (const add of Object.values(additions)) add(server);
  const { ask } = modernWire(server, { capabilities: taskable });
  const reply = await ask(method, params, { id: 'mine' });
  expect(reply).toMatchObject({ status: 200, messages: [{ id: 'mine', error: { code: -32602 } }] });
});
