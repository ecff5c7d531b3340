import { expect, test } from '@jest/globals';
import { startProgram } from '../server/start-program.js';
import { modernRequest } from '../support/modern-wire.js';

test('a whole program that listens to itself on stdio ends with its input', async () => {
  const program = startProgram([]);
  const send = (message: object) => program.process.stdin.write(`${JSON.stringify(message)}\n`);
  const next = async () => JSON.parse(await program.outLine());
  send(modernRequest('server/discover', {}, { id: 0 }));
  expect(await next()).toMatchObject({ id: 0, result: { resultType: 'complete' } });
  send(modernRequest('subscriptions/listen', { notifications: { toolsListChanged: true } }, { id: 'l' }));
  expect(await next()).toMatchObject({ method: 'notifications/subscriptions/acknowledged' });
  send(modernRequest('tools/call', { name: 'work' }, { id: 1 }));
  expect(await next()).toMatchObject({ id: 1, result: { content: [{ text: 'done' }] } });
  program.process.stdin.end();
  expect(await next()).toMatchObject({ id: 'l', result: { resultType: 'complete' } });
  expect(await program.end).toEqual({ code: 0, errors: '' });
}, 30_000);
