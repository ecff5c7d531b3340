import { describe, expect, it } from '@jest/globals';
import type { App, Plugin, ServerEvent } from '@toolgate/core';
import { connect, fakeClock } from '@toolgate/testing';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { askText } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';
import { quietLog } from '../support/quiet-log.js';
import { initialize, openWire, post } from '../support/wire.js';

declare module '@toolgate/core' {
  interface EventsByType {
    'test.noted': { readonly note: string };
  }
}

function listening(name = 'listening') {
  const events: ServerEvent[] = [];
  const plugin: Plugin = { name, on: (event) => void events.push(event) };
  return { plugin, events };
}

const turns = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
};

describe('on', () => {
  it('hears of the life of the server in order', async () => {
    const { plugin, events } = listening();
    const server = plainServer().use(plugin);
    await server.start();
    await server.close();
    expect(events).toEqual([{ type: 'server.started' }, { type: 'server.draining' }, { type: 'server.stopped' }]);
  });

  it('hears of sessions, and why they end', async () => {
    const clock = fakeClock();
    const { plugin, events } = listening();
    const server = plainServer({ clock, sessions: { idle: '1m' } })
      .use(tokenAuth({ ada: [] }))
      .use(plugin);
    const wire = await openWire(server, bearer('ada'));
    await clock.advance(60_000);
    expect((await wire.post({ jsonrpc: '2.0', id: 1, method: 'ping' })).status).toBe(404);
    expect(events.slice(1)).toEqual([
      { type: 'session.opened', session: wire.session, owner: 'tokens:ada' },
      { type: 'session.closed', session: wire.session, reason: 'idle' },
    ]);
  });

  it.each([
    ['wrong', 'tokens', { authorization: 'Bearer wrong-secret' }],
    ['of nobody', undefined, { authorization: 'Digest wrong-secret' }],
    ['missing', undefined, {}],
  ])('hears of a credential that is %s, and never sees it', async (_, authenticator, headers) => {
    const { plugin, events } = listening();
    const server = plainServer()
      .use(tokenAuth({ ada: [] }))
      .use(plugin);
    expect((await post(server, initialize(), headers)).status).toBe(401);
    expect(events.slice(1)).toEqual([
      { type: 'authentication.failed', authenticator, address: undefined, reason: expect.any(String) },
    ]);
    expect(JSON.stringify(events)).not.toContain('wrong-secret');
  });

  it('hears what other plugins emit, while they wrap too', async () => {
    const { plugin, events } = listening();
    const speaking: Plugin = {
      name: 'speaking',
      stage: 'observe',
      wrap:
        (next, { name }, app: App) =>
        (call) => {
          app.emit({ type: 'test.noted', note: name });
          return next(call);
        },
    };
    const server = plainServer()
      .use(speaking)
      .use(plugin)
      .tool('work', { description: 'x' }, () => 'done');
    await askText(await connect(server), 'work');
    expect(events.at(-1)).toEqual({ type: 'test.noted', note: 'work' });
  });

  it('cannot fail a call by throwing, nor keep others from hearing', async () => {
    const log = quietLog();
    const { plugin, events } = listening();
    const throwing: Plugin = {
      name: 'throwing',
      on: ({ type }) => {
        throw new Error(`no room for ${type}`);
      },
    };
    const server = plainServer({ log })
      .use(throwing)
      .use(plugin)
      .tool('work', { description: 'x' }, () => 'done');
    expect(await askText(await connect(server), 'work')).toBe('done');
    expect(events.map(({ type }) => type)).toEqual(['server.started', 'session.opened']);
    expect(log.records.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({ plugin: 'throwing', event: 'server.started' }),
      expect.objectContaining({ plugin: 'throwing', event: 'session.opened' }),
    ]);
  });

  it('cannot end the process by rejecting', async () => {
    const log = quietLog();
    const server = plainServer({ log });
    untyped(server.use.bind(server), { name: 'rejecting', on: () => Promise.reject(new Error('disk full')) });
    await server.start();
    await turns();
    expect(log.records.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({ plugin: 'rejecting', event: 'server.started' }),
    ]);
  });
});
