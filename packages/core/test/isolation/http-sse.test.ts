import { expect, test } from '@jest/globals';
import { clientSession, openSession } from '../support/client-session.js';
import { heldTool } from '../support/held-tool.js';
import { cancelled, ping, toolCall } from '../support/messages.js';
import { everything } from '../support/modern-post.js';
import { postTo, sseClient } from '../support/sse-client.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const options = { legacySse: true } as const;

test('takes messages for a connection from its own caller only', async () => {
  const { server } = guardedServer(options);
  const own = await sseClient(server, ada);
  const { endpoint } = own;
  expect((await postTo(server, endpoint, toolCall(1), bob)).status).toBe(404);
  expect((await postTo(server, endpoint, toolCall(1))).status).toBe(401);
  expect((await postTo(server, endpoint, toolCall(1), { authorization: 'Bearer wrong' })).status).toBe(401);
  for (const query of ['', '?sessionId=', '?sessionId=nothing', `${endpoint.replace('/messages', '')}&sessionId=x`]) {
    expect((await postTo(server, `/messages${query}`, toolCall(1), ada)).status).toBe(404);
  }
  expect(await own.ask(ping(2))).toEqual({ jsonrpc: '2.0', id: 2, result: {} });
  expect(own.reader.text).not.toContain('"id":1,');
});

test('gives a connection an id that is no session id of the other transport, nor the other way', async () => {
  const { server } = guardedServer(options);
  const own = await sseClient(server, ada);
  const id = new URL(own.endpoint, 'http://localhost').searchParams.get('sessionId') ?? '';
  expect((await clientSession(server, id, { headers: ada }).post(ping())).status).toBe(404);
  const [session] = server.sessions.list();
  const stolen = session?.id ?? '';
  expect(stolen).not.toBe(id);
  expect((await postTo(server, `/messages?sessionId=${stolen}`, ping(), ada)).status).toBe(404);
  for (const headers of [bob, {}]) {
    const thief = clientSession(server, stolen, { headers });
    const statuses = [await thief.post(ping()), await thief.listen(), await thief.end()].map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([headers === bob ? 404 : 401]));
  }
  expect(await own.ask(ping(2))).toMatchObject({ result: {} });
});

test('answers, asks and reports to each connection on its own stream under equal ids and tokens', async () => {
  const { server } = guardedServer(options);
  const clients = { ada: await sseClient(server, ada, everything), bob: await sseClient(server, bob, everything) };
  for (const [name, client] of Object.entries(clients)) {
    await client.post(toolCall(1, 'steps', { label: `canary-of-${name}` }, { progressToken: 1 }));
  }
  for (const client of Object.values(clients)) await client.ask(ping(2));
  for (const [name, { reader }] of Object.entries(clients)) {
    // Progress has no text in 2024-11-05, so the log message and the answer are left.
    expect(reader.text.match(/canary-of-\w+/g)).toEqual(Array(2).fill(`canary-of-${name}`));
  }
});

test("does not cancel, nor answer, another connection's call by its id", async () => {
  const { server } = guardedServer(options);
  const calls = heldTool(server);
  const [own, other] = [await sseClient(server, ada), await sseClient(server, bob)];
  const answer = own.ask(toolCall(1, 'hold'));
  const held = await calls.next();
  await other.post(cancelled(1));
  await other.post({ jsonrpc: '2.0', id: 1, result: {} });
  expect(await other.ask(ping(1))).toMatchObject({ id: 1, result: {} });
  expect(held.call.signal.aborted).toBe(false);
  held.release('mine');
  expect(await answer).toMatchObject({ id: 1, result: { content: [{ text: 'mine' }] } });
});

test('is not ended for the session of another caller while it has a call in flight', async () => {
  const { server } = guardedServer({ ...options, limits: { sessions: 1 } });
  const calls = heldTool(server);
  const own = await sseClient(server, ada);
  const answer = own.ask(toolCall(1, 'hold'));
  const held = await calls.next();
  await expect(openSession(server, { headers: bob })).rejects.toThrow('busy');
  expect(server.sessions.list()).toMatchObject([{ owner: 'tokens:ada', requestsInFlight: 1 }]);
  held.release('mine');
  expect(await answer).toMatchObject({ result: { content: [{ text: 'mine' }] } });
  await openSession(server, { headers: bob });
  expect(await own.reader.messages()).toEqual([]);
});

test('ends with its stream: nobody can post to it afterwards', async () => {
  const { server } = guardedServer(options);
  const calls = heldTool(server);
  const [own, other] = [await sseClient(server, ada), await sseClient(server, bob)];
  await own.post(toolCall(1, 'hold'));
  const held = await calls.next();
  await own.reader.leave();
  expect(held.call.signal.aborted).toBe(true);
  expect((await own.post(ping(2))).status).toBe(404);
  held.release('canary-of-ada');
  expect(await other.ask(ping(3))).toMatchObject({ result: {} });
  expect(other.reader.text).not.toContain('canary');
  expect(server.sessions.list()).toHaveLength(1);
});
