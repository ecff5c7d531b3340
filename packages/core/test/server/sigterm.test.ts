import { expect, it, jest } from '@jest/globals';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { listener } from '../support/listener.js';
import { toolCall } from '../support/messages.js';
import { modernWire } from '../support/modern-wire.js';
import { startProgram } from './start-program.js';

// Each test compiles and starts a process, which takes seconds on a machine that is busy.
jest.setTimeout(30_000);

/** A program that serves HTTP, and clients with streams open and a call of either era in flight. */
async function busyProgram(tool: string) {
  const program = startProgram(['--port', '0'], {}, 'draining-program.ts');
  const url = (await program.errorLine()).replace('listening on ', '');
  const server = { fetch: (request: Request) => fetch(new Request(url, request)) };
  const session = await openSession(server);
  const get = new EventReader(await session.listen());
  await get.next();
  const listen = await listener(server, { toolsListChanged: true });
  await listen.message();
  const progressToken = 1;
  const calls = [
    new EventReader(await session.post(toolCall('old', tool, {}, { progressToken }))),
    new EventReader(
      await modernWire(server).send('tools/call', { name: tool }, { id: 'new', meta: { progressToken } }),
    ),
  ];
  // Both are in their handlers.
  for (const call of calls) expect(await call.message()).toMatchObject({ method: 'notifications/progress' });
  return { program, session, get, listen, calls };
}

it('on SIGTERM ends streams, answers the calls in flight and exits with 0', async () => {
  const { program, get, listen, calls } = await busyProgram('work');
  program.process.kill('SIGTERM');
  expect(await listen.messages()).toMatchObject([{ id: 1, result: { resultType: 'complete' } }]);
  expect(await get.next()).toBeUndefined();
  const done = { content: [{ type: 'text', text: 'done in time' }] };
  expect(await calls[0]?.messages()).toMatchObject([{ id: 'old', result: done }]);
  expect(await calls[1]?.messages()).toMatchObject([{ id: 'new', result: done }]);
  expect(await program.end).toMatchObject({ code: 0 });
});

it('refuses new calls after SIGTERM; a second one does not wait for a call that is stuck', async () => {
  const { program, session, listen, calls } = await busyProgram('stuck');
  program.process.kill('SIGTERM');
  expect(await listen.messages()).toHaveLength(1);
  const late = await session.post(toolCall(1, 'work'));
  expect([late.status, late.headers.get('connection')]).toEqual([503, 'close']);
  program.process.kill('SIGTERM');
  expect(await program.end).toMatchObject({ code: 1 });
  expect(await calls[0]?.messages()).toEqual([]);
});
