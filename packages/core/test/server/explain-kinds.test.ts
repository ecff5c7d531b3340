import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { tokenAuth } from '../identity/token-auth.js';
import { testCache } from '../types/test-cache.js';
import { plainServer } from './plain-server.js';

const server = plainServer()
  .use(tokenAuth({ ada: [] }))
  .use(testCache())
  .resource('file', { uri: 'test://file', testCache: { ttl: '1m' }, permissions: 'files' }, () => '')
  .resource('row', { template: 'test://{table}/{id}', timeout: '2s' }, () => '')
  .prompt('ask', { arguments: { topic: z.string() }, permissions: ['talk', 'files'] }, () => '')
  .prompt('greet', { public: true, timeout: '500ms' }, () => '');

const allowed = { stage: 'allowed', plugin: 'core' };
const deadline = { stage: 'deadline', plugin: 'core', settings: '600 s in all' };
const input = { stage: 'input', plugin: 'core', settings: 'arguments checked against the schema' };
const timeout = (settings: string) => ({ stage: 'timeout', plugin: 'core', settings });
const handler = { stage: 'call', plugin: 'core', settings: 'the handler' };

it.each([
  [
    'file',
    [
      { ...allowed, settings: 'callers with files' },
      deadline,
      input,
      { stage: 'cache', plugin: 'test-cache', settings: 'for 1m' },
      timeout('60 s an attempt'),
      handler,
    ],
  ],
  ['row', [{ ...allowed, settings: 'any authenticated caller' }, deadline, input, timeout('2 s an attempt'), handler]],
  [
    'ask',
    [{ ...allowed, settings: 'callers with talk and files' }, deadline, input, timeout('60 s an attempt'), handler],
  ],
  ['greet', [{ ...allowed, settings: 'anyone: public' }, deadline, input, timeout('0.5 s an attempt'), handler]],
])('explain() shows the chain of a resource, a template and a prompt: %s', (name, steps) => {
  const explanation = server.explain(name);
  expect([explanation.operation, explanation.steps]).toEqual([name, steps]);
  expect(String(explanation).split('\n')).toHaveLength(steps.length + 1);
});

it('explain() tells a disabled one too, and names all there are', () => {
  server.prompts.disable('greet');
  expect(server.explain('greet').operation).toBe('greet');
  expect(() => server.explain('no')).toThrow('There is no operation "no"; there are file, row, ask, greet.');
});
