import { expect, test } from '@jest/globals';
import { clientSession, openSession } from '../support/client-session.js';
import { toolCall } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const setLevel = (level: string) => ({ jsonrpc: '2.0', id: 9, method: 'logging/setLevel', params: { level } });
const levelKey = 'io.modelcontextprotocol/logLevel';

function talking() {
  const { server, ...rest } = guardedServer();
  server.tool('talk', { description: 'Logs at every level' }, (_input, call) => {
    call.message('debug', 'said at debug');
    call.message('error', 'said at error');
    return 'done';
  });
  return { ...rest, server };
}

const heard = (text: string) => ['debug', 'error'].filter((level) => text.includes(`said at ${level}`));

test('sets the level of one session and of no other, of the same caller or not', async () => {
  const { server } = talking();
  const [own, second, other] = [
    await openSession(server, { headers: ada }),
    await openSession(server, { headers: ada }),
    await openSession(server, { headers: bob }),
  ];
  const levels = async () => {
    const texts = [own, second, other].map(async (session) => (await session.post(toolCall(1, 'talk'))).text());
    return (await Promise.all(texts)).map(heard);
  };
  await own.post(setLevel('debug'));
  expect(await levels()).toEqual([['debug', 'error'], ['error'], ['error']]);
  await other.post(setLevel('emergency'));
  expect(await levels()).toEqual([['debug', 'error'], ['error'], []]);
});

test("does not set the level of somebody else's session", async () => {
  const { server } = talking();
  const own = await openSession(server, { headers: ada });
  expect((await clientSession(server, own.id, { headers: bob }).post(setLevel('emergency'))).status).toBe(404);
  expect((await clientSession(server, own.id).post(setLevel('emergency'))).status).toBe(401);
  expect(heard(await (await own.post(toolCall(1, 'talk'))).text())).toEqual(['error']);
});

test('takes the level of a 2026 request for that request alone', async () => {
  const { server } = talking();
  const call = async (headers: Record<string, string>, meta = {}) => {
    const response = await modernPost(server, 'tools/call', { name: 'talk', arguments: {} }, { headers, meta });
    return heard(await response.text());
  };
  const session = await openSession(server, { headers: ada });
  await session.post(setLevel('debug'));
  expect(await call(ada, { [levelKey]: 'debug' })).toEqual(['debug', 'error']);
  expect(await call(ada)).toEqual([]);
  expect(await call(bob)).toEqual([]);
  expect(await call(bob, { [levelKey]: 'error' })).toEqual(['error']);
  expect(heard(await (await session.post(toolCall(1, 'talk'))).text())).toEqual(['debug', 'error']);
});
