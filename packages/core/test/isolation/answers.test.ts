import { describe, expect, test } from '@jest/globals';
import { type ClientSession, clientSession, openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import type { SentMessage } from '../support/messages.js';
import { toolCall } from '../support/messages.js';
import { everything, modernPost } from '../support/modern-post.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const said = (text: string) => ({ role: 'assistant', model: 'm', content: { type: 'text', text } });

const kinds = [
  { tool: 'ask', answer: (by: string) => ({ action: 'accept', content: { name: by } }) },
  { tool: 'sample', answer: said },
  { tool: 'roots', answer: (by: string) => ({ roots: [{ uri: `file:///${by}` }] }) },
];

interface Asked {
  readonly session: ClientSession;
  readonly reader: EventReader;
  /** The server's request. */
  readonly question: SentMessage;
}

/** Calls a tool up to the moment it asks. */
async function askedBy(server: Parameters<typeof openSession>[0], headers: Record<string, string>, tool: string) {
  const session = await openSession(server, { headers, capabilities: everything });
  const reader = new EventReader(await session.post(toolCall(1, tool, { label: 'x' })));
  const question = await reader.message();
  if (question?.id === undefined) throw new Error('Nothing was asked.');
  return { session, reader, question };
}

const response = (id: unknown, result: object) => ({ jsonrpc: '2.0', id, result });
const outcome = async ({ reader }: Asked) => JSON.stringify((await reader.messages()).at(-1)?.result);

describe.each(kinds)('an answer to what $tool asks', ({ tool, answer }) => {
  test('reaches the session it is sent in, though others were asked under the same id', async () => {
    const { server } = guardedServer();
    const [own, other] = [await askedBy(server, ada, tool), await askedBy(server, bob, tool)];
    expect(own.question.id).toBe(other.question.id);
    await other.session.post(response(own.question.id, answer('from-bob')));
    await own.session.post(response(own.question.id, answer('from-ada')));
    expect(await outcome(other)).toContain('from-bob');
    const text = await outcome(own);
    expect([text.includes('from-ada'), text.includes('from-bob')]).toEqual([true, false]);
  });

  test.each([bob, ada])('is ignored from a session that was asked nothing', async (headers) => {
    const { server } = guardedServer();
    const own = await askedBy(server, ada, tool);
    const other = await openSession(server, { headers, capabilities: everything });
    for (const id of [own.question.id, String(own.question.id), 0, '', '0']) {
      expect((await other.post(response(id, answer('from-bob')))).status).toBe(202);
    }
    await own.session.post(response(own.question.id, answer('from-ada')));
    expect(await outcome(own)).toContain('from-ada');
  });

  test('is refused in a foreign session, before and after its owner answered', async () => {
    const { server } = guardedServer();
    const own = await askedBy(server, ada, tool);
    const thief = clientSession(server, own.session.id, { headers: bob });
    expect((await thief.post(response(own.question.id, answer('from-bob')))).status).toBe(404);
    expect((await clientSession(server, own.session.id).post(response(1, answer('x')))).status).toBe(401);
    expect((await own.session.post(response(own.question.id, answer('from-ada')))).status).toBe(202);
    expect((await thief.post(response(own.question.id, answer('from-bob')))).status).toBe(404);
    const text = await outcome(own);
    expect([text.includes('from-ada'), text.includes('from-bob')]).toEqual([true, false]);
  });

  test('does not count again for a question that comes later', async () => {
    const { server } = guardedServer();
    const own = await askedBy(server, ada, tool);
    await own.session.post(response(own.question.id, answer('first')));
    await outcome(own);
    await own.session.post(response(own.question.id, answer('again')));
    const reader = new EventReader(await own.session.post(toolCall(2, tool, { label: 'x' })));
    const question = await reader.message();
    expect(question?.id).not.toBe(own.question.id);
    await own.session.post(response(own.question.id, answer('again')));
    await own.session.post(response(question?.id, answer('second')));
    expect(await outcome({ ...own, reader })).toContain('second');
  });

  test('is ignored under the same id written as a text', async () => {
    const { server } = guardedServer();
    const own = await askedBy(server, ada, tool);
    await own.session.post(response(String(own.question.id), answer('as-text')));
    await own.session.post(response(own.question.id, answer('as-number')));
    expect(await outcome(own)).toContain('as-number');
  });

  test('of the 2026 wire reaches only the request that brings it', async () => {
    const { server } = guardedServer();
    const call = async (by: string, headers: Record<string, string>) => {
      const params = { name: tool, arguments: { label: 'x' } };
      const options = { headers, capabilities: everything };
      const asked = JSON.parse(await (await modernPost(server, 'tools/call', params, options)).text()).result;
      const [key = ''] = Object.keys(asked.inputRequests);
      const round = { ...params, requestState: asked.requestState, inputResponses: { [key]: answer(by) } };
      return () => modernPost(server, 'tools/call', round, options);
    };
    const [own, other] = [await call('from-ada', ada), await call('from-bob', bob)];
    const [first, second] = await Promise.all([own(), other()]);
    expect(await first.text()).toContain('from-ada');
    expect(await second.text()).not.toContain('from-ada');
  });
});

test('ignores an error that a session without questions sends to the id of a foreign one', async () => {
  const { server } = guardedServer();
  const own = await askedBy(server, ada, 'ask');
  const other = await openSession(server, { headers: bob, capabilities: everything });
  const refusal = { jsonrpc: '2.0', id: own.question.id, error: { code: -1, message: 'never' } };
  expect((await other.post(refusal)).status).toBe(202);
  await own.session.post(response(own.question.id, { action: 'accept', content: { name: 'from-ada' } }));
  expect(await outcome(own)).toContain('x is from-ada');
});
