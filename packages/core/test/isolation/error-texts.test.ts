import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { openSession } from '../support/client-session.js';
import { toolCall } from '../support/messages.js';
import { modernPost } from '../support/modern-post.js';
import { ada, bob, guardedServer } from './guarded-server.js';

const correlation = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function failing() {
  const { server, log } = guardedServer();
  server.tool('fail', { description: 'Fails', input: { label: z.string() } }, ({ label }) => {
    throw new Error(`internal of ${label}`);
  });
  server.tool('typed', { description: 'Typed', input: { number: z.number() } }, () => 'x');
  return { server, log };
}

test('gives each failure a correlation id of its own, which the log has with the right cause', async () => {
  const { server, log } = failing();
  const sessions = {
    ada: await openSession(server, { headers: ada }),
    bob: await openSession(server, { headers: bob }),
  };
  const texts = new Map<string, Promise<string>>();
  for (const [name, session] of Object.entries(sessions)) {
    texts.set(
      `2025-${name}`,
      session.post(toolCall(1, 'fail', { label: `2025-${name}` })).then((sent) => sent.text()),
    );
  }
  for (const [name, headers] of Object.entries({ ada, bob })) {
    const params = { name: 'fail', arguments: { label: `2026-${name}` } };
    texts.set(
      `2026-${name}`,
      modernPost(server, 'tools/call', params, { headers }).then((sent) => sent.text()),
    );
  }
  const seen = new Set<string>();
  for (const [label, promised] of texts) {
    const text = await promised;
    expect(text).not.toContain('internal');
    const [id = '', ...more] = new Set(text.match(correlation));
    expect(more).toEqual([]);
    const record = log.records.find(({ fields }) => JSON.stringify(fields).includes(id));
    expect(Object(record?.fields).err.message).toBe(`internal of ${label}`);
    seen.add(id);
  }
  expect(seen.size).toBe(4);
});

test('writes what is wrong with the input of one caller into no answer of another', async () => {
  const { server } = failing();
  const call = async (headers: Record<string, string>, name: string) => {
    const params = { name: 'typed', arguments: { number: `canary-of-${name}`, [`extra-of-${name}`]: 1 } };
    return (await modernPost(server, 'tools/call', params, { headers })).text();
  };
  const answers = await Promise.all([call(ada, 'ada'), call(bob, 'bob'), call(ada, 'ada')]);
  for (const [index, text] of answers.entries()) {
    expect(text).toContain('isError');
    expect(text).not.toContain(index === 1 ? 'of-ada' : 'of-bob');
  }
});

test('tells a caller without credentials nothing but how to log in, whatever is named', async () => {
  const { server } = failing();
  const bodies = ['fail', 'nothing'].map(async (name) => {
    const response = await modernPost(server, 'tools/call', { name, arguments: {} });
    return [response.status, response.headers.get('www-authenticate'), await response.text()];
  });
  const [known, unknown] = await Promise.all(bodies);
  expect(known).toEqual(unknown);
  expect(known?.[0]).toBe(401);
});
