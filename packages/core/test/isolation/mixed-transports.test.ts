import { expect, test } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { principal } from '../identity/token-auth.js';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { toolCall } from '../support/messages.js';
import { everything, modernPost } from '../support/modern-post.js';
import { sseClient } from '../support/sse-client.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const steps = (label: string) => toolCall(1, 'steps', { label }, { progressToken: 1 });

/** Everything that came for `steps`, by transport, where each caller has the name of its transport. */
async function everywhere(server: ReturnType<typeof guardedServer>['server']) {
  const pipe = new StdioPipe(server, { principal: principal('stdio') });
  await pipe.initialized();
  const sse = await sseClient(server, bob);
  const session = await openSession(server, { headers: ada });
  pipe.send(steps('canary-of-stdio'));
  const [posted, modern] = await Promise.all([
    session.post(steps('canary-of-http')),
    modernPost(
      server,
      'tools/call',
      { name: 'steps', arguments: { label: 'canary-of-modern' } },
      { headers: bob, meta: { progressToken: 1, 'io.modelcontextprotocol/logLevel': 'info' } },
    ),
    sse.post(steps('canary-of-sse')),
  ]);
  const lines = [await pipe.next(), await pipe.next(), await pipe.next()];
  const events = [await sse.reader.message(), await sse.reader.message(), await sse.reader.message()];
  pipe.input.end();
  await pipe.done;
  return {
    stdio: JSON.stringify(lines),
    http: await posted.text(),
    modern: await modern.text(),
    sse: JSON.stringify(events),
  };
}

test('keeps equal ids and tokens apart on stdio, HTTP+SSE and both eras of HTTP at once', async () => {
  const { server } = guardedServer({ legacySse: true });
  for (const [transport, text] of Object.entries(await everywhere(server))) {
    const marks = text.match(/canary-of-\w+/g) ?? [];
    expect(new Set(marks)).toEqual(new Set([`canary-of-${transport}`]));
    // Progress has no text on the wire of HTTP+SSE.
    expect(marks).toHaveLength(transport === 'sse' ? 2 : 3);
  }
});

test('asks, answers and tells each of two connected transports its own', async () => {
  const { server } = guardedServer();
  for (const owner of ['ada', 'bob']) {
    server.resource(owner, { uri: `file:${owner}`, description: 'A file', permissions: owner }, () => owner);
  }
  const connected = async (name: string) => {
    const [own, theirs] = InMemoryTransport.createLinkedPair();
    await server.connect(theirs, { principal: principal(name, { permissions: [name] }) });
    const client = new Client({ name, version: '1' }, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { name: `user-of-${name}` } }));
    const updated: unknown[] = [];
    client.fallbackNotificationHandler = async ({ params }) => void updated.push(params?.uri);
    await client.connect(own);
    await client.subscribeResource({ uri: `file:${name}` });
    await expect(client.subscribeResource({ uri: name === 'ada' ? 'file:bob' : 'file:ada' })).rejects.toThrow('-32002');
    return { name, client, updated };
  };
  const all = [await connected('ada'), await connected('bob')];
  server.notify.resourceUpdated('file:ada');
  const calls = all.map(({ name, client }) => client.callTool({ name: 'ask', arguments: { label: name } }));
  for (const [index, { name, client, updated }] of all.entries()) {
    expect((await calls[index])?.content).toEqual([{ type: 'text', text: `${name} is user-of-${name}` }]);
    expect(updated).toEqual(name === 'ada' ? ['file:ada'] : []);
    await client.close();
  }
});

test('keeps a session of HTTP and its streams from a connection of HTTP+SSE with the same ids', async () => {
  const { server } = guardedServer({ legacySse: true });
  const [session, sse] = [
    await openSession(server, { headers: ada, capabilities: everything }),
    await sseClient(server, bob, everything),
  ];
  const reader = new EventReader(await session.post(toolCall(1, 'sample', { label: 'x' })));
  const question = await reader.message();
  await sse.post(toolCall(1, 'sample', { label: 'y' }));
  const other = await sse.reader.message();
  expect(other?.id).toBe(question?.id);
  const said = (text: string) => ({ role: 'assistant', model: 'm', content: { type: 'text', text } });
  await sse.post({ jsonrpc: '2.0', id: question?.id, result: said('from-bob') });
  expect(JSON.stringify(await sse.reader.message())).toContain('from-bob');
  await session.post({ jsonrpc: '2.0', id: question?.id, result: said('from-ada') });
  expect(JSON.stringify(await reader.messages())).toContain('from-ada');
  expect(reader.text).not.toContain('from-bob');
});
