import { describe, expect, it } from '@jest/globals';
import type { Caller, Operation, Plugin } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { askText } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';
import { quietLog } from '../support/quiet-log.js';

function allowing(allow: (operation: Operation, caller: Caller) => boolean, name = 'judge'): Plugin {
  return { name, allow };
}

/** What a caller can see, and which of `a` and `b` answers when it is called. */
async function reach(plugins: readonly Plugin[], log = quietLog()) {
  const server = plugins.reduce((built, plugin) => built.use(plugin), plainServer({ log }));
  server.tool('a', { description: 'x' }, () => 'a').tool('b', { description: 'x' }, () => 'b');
  const client = await connect(server);
  const listed = (await client.listTools()).tools.map(({ name }) => name);
  const called: string[] = [];
  for (const name of ['a', 'b']) {
    const answer = askText(client, name);
    await answer.then(
      (text) => called.push(text),
      (error: Error) => expect(error.message).toBe(`MCP error -32602: Unknown tool: ${name}`),
    );
  }
  return { listed, called };
}

describe('allow', () => {
  it('gives one answer for lists and for calls', async () => {
    expect(await reach([allowing(({ name }) => name === 'b')])).toEqual({ listed: ['b'], called: ['b'] });
  });

  it('must be given by every plugin that judges', async () => {
    const only = (allowed: string) => allowing(({ name }) => name === allowed, allowed);
    expect(await reach([only('a'), only('b')])).toEqual({ listed: [], called: [] });
    expect(await reach([allowing(() => true), only('a')])).toEqual({ listed: ['a'], called: ['a'] });
  });

  it('counts as no when it throws, and the log says why', async () => {
    const log = quietLog();
    const throwing = allowing(({ name }) => {
      if (name === 'a') throw new Error('no rule');
      return true;
    });
    expect(await reach([throwing], log)).toEqual({ listed: ['b'], called: ['b'] });
    expect(log.records[0]).toMatchObject({
      level: 'error',
      fields: { plugin: 'judge', operation: 'a', err: { message: 'no rule' } },
    });
  });

  it.each([1, 'yes', undefined, Promise.resolve(true)])(
    'counts as no when it answers %p instead of true',
    async (answer) => {
      const server = plainServer();
      untyped(server.use.bind(server), { name: 'loose', allow: () => answer });
      server.tool('a', { description: 'x' }, () => 'a');
      expect((await (await connect(server)).listTools()).tools).toEqual([]);
    },
  );

  it('hears of the caller, and judges each one by itself', async () => {
    const server = plainServer()
      .use(tokenAuth({ ada: [], bob: [] }))
      .use(allowing((operation, { principal }) => principal?.name === operation.title))
      .tool('for-ada', { description: 'x', title: 'ada' }, () => 'ada')
      .tool('for-bob', { description: 'x', title: 'bob' }, () => 'bob');
    const [ada, bob] = [
      await connect(server, { headers: bearer('ada') }),
      await connect(server, { headers: bearer('bob') }),
    ];
    const listed = await Promise.all([ada.listTools(), bob.listTools()]);
    expect(listed.map(({ tools }) => tools.map(({ name }) => name))).toEqual([['for-ada'], ['for-bob']]);
    await expect(askText(ada, 'for-bob')).rejects.toThrow('Unknown tool: for-bob');
  });

  it('is asked anew each time, so that a change acts at once', async () => {
    let open = false;
    const server = plainServer()
      .use(allowing(() => open))
      .tool('a', { description: 'x' }, () => 'a');
    const client = await connect(server);
    await expect(askText(client, 'a')).rejects.toThrow('Unknown tool: a');
    open = true;
    expect(await askText(client, 'a')).toBe('a');
    open = false;
    await expect(askText(client, 'a')).rejects.toThrow('Unknown tool: a');
  });

  it('can close, and cannot open, what permissions decide', async () => {
    const server = plainServer()
      .use(tokenAuth({ ada: ['a'] }))
      .use(allowing(() => true))
      .tool('a', { description: 'x', permissions: 'a' }, () => 'a')
      .tool('b', { description: 'x', permissions: 'b' }, () => 'b');
    const client = await connect(server, { headers: bearer('ada') });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['a']);
    await expect(askText(client, 'b')).rejects.toThrow('Unknown tool: b');
  });
});
