import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { apiKey } from '@toolgate/auth-apikey';
import type { Principal } from '@toolgate/core';
import { toolCall } from '../support/messages.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';

const secret = 'a-secret-of-length';
const before = process.env.TOOLGATE_CREDENTIAL;

const principal: Principal = {
  id: 'local:me',
  permissions: ['notes.write'],
  roles: [],
  claims: {},
  authenticator: 'local',
};

beforeEach(() => {
  delete process.env.TOOLGATE_CREDENTIAL;
});

afterEach(() => {
  delete process.env.TOOLGATE_CREDENTIAL;
  if (before !== undefined) process.env.TOOLGATE_CREDENTIAL = before;
});

/** A server with keys, a tool that says who calls and one that asks for a permission. */
function guarded() {
  const { server } = testServer();
  const withKeys = server.use(apiKey({ keys: { ada: { secret, permissions: ['notes.read'] } } }));
  withKeys.tool('whoami', { description: 'Says who calls' }, (_input, call) => call.principal?.id);
  withKeys.tool('write', { description: 'Writes', permissions: 'notes.write' }, () => 'written');
  return withKeys;
}

async function answers(pipe: StdioPipe, tool: string): Promise<unknown> {
  const { result, error } = await pipe.send(toolCall(1, tool)).next();
  return result?.content ?? error?.message;
}

test.each([undefined, ''])(
  'refuses to start where nothing says who calls: TOOLGATE_CREDENTIAL is %j',
  async (value) => {
    if (value !== undefined) process.env.TOOLGATE_CREDENTIAL = value;
    const pipe = new StdioPipe(guarded());
    await expect(pipe.done).rejects.toThrow('set TOOLGATE_CREDENTIAL, or give stdio({ principal })');
  },
);

test('starts no plugin and reads no input then', async () => {
  let started = false;
  const server = guarded().use({
    name: 'starting',
    start() {
      started = true;
    },
  });
  const pipe = new StdioPipe(server).send(toolCall(1, 'whoami'));
  await expect(pipe.done).rejects.toThrow();
  expect(started).toBe(false);
  expect(pipe.received.size).toBe(0);
});

test('takes TOOLGATE_CREDENTIAL for a bearer value', async () => {
  process.env.TOOLGATE_CREDENTIAL = secret;
  const pipe = await new StdioPipe(guarded()).initialized();
  expect(await answers(pipe, 'whoami')).toEqual([{ type: 'text', text: 'apikey:ada' }]);
  expect(await answers(pipe, 'write')).toBe('Unknown tool: write');
});

test.each([
  'wrong',
  `${secret}x`,
  secret.toUpperCase(),
  ` ${secret}x`,
  'tg_wrong',
  'x'.repeat(10_000),
  '\r\nX-Api-Key: a',
])('refuses to start with the wrong credential %j, without repeating it', async (value) => {
  process.env.TOOLGATE_CREDENTIAL = value;
  const failure = await new StdioPipe(guarded()).done.catch(String);
  expect(failure).toContain('TOOLGATE_CREDENTIAL is refused');
  expect(failure).not.toContain(value);
});

test('calls as the principal it is given, whatever the environment says', async () => {
  process.env.TOOLGATE_CREDENTIAL = 'wrong';
  const pipe = await new StdioPipe(guarded(), { principal }).initialized();
  expect(await answers(pipe, 'whoami')).toEqual([{ type: 'text', text: 'local:me' }]);
  expect(await answers(pipe, 'write')).toEqual([{ type: 'text', text: 'written' }]);
});

test('needs no credential without an authenticator, and looks at none', async () => {
  process.env.TOOLGATE_CREDENTIAL = 'whatever';
  const pipe = await new StdioPipe(testServer().server).initialized();
  expect(await answers(pipe, 'echo')).toEqual([{ type: 'text', text: 'echo' }]);
});

test('lists what its caller may use', async () => {
  const pipe = await new StdioPipe(guarded(), { principal: { ...principal, permissions: [] } }).initialized();
  const { result } = await pipe.send({ jsonrpc: '2.0', id: 1, method: 'tools/list' }).next();
  expect(result?.tools).toMatchObject([{ name: 'echo' }, { name: 'whoami' }]);
});

test('tells tools that the call came by stdio, from no session and no address', async () => {
  const { server } = testServer();
  server.tool('where', { description: 'Says where from' }, (_input, { caller, session }) => ({ ...caller, session }));
  const pipe = await new StdioPipe(server).initialized();
  const { result } = await pipe.send(toolCall(1, 'where')).next();
  expect(result?.content).toEqual([{ type: 'text', text: JSON.stringify({ transport: 'stdio', era: '2025' }) }]);
});
