import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { type Call, type Plugin, type Stage, ToolError } from '@toolgate/core';
import { connect, fakeClock } from '@toolgate/testing';
import { ask, textOf } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { openWire } from '../support/wire.js';

/** Gives what is inside it the lifetime of `signal`. */
function shortening(signal: AbortSignal, stage: Stage = 'guard'): Plugin {
  return { name: 'shortening', stage, wrap: (next) => (call) => next(call.derive({ signal })) };
}

/** A server whose tool waits for ever, and what its calls look like from inside. */
function waitingServer(plugin: Plugin) {
  const clock = fakeClock();
  const begun: ((call: Call) => void)[] = [];
  const call = new Promise<Call>((resolve) => begun.push(resolve));
  const server = plainServer({ clock })
    .use(plugin)
    .tool('wait', { description: 'x', timeout: '30s' }, (_, inner) => {
      begun[0]?.(inner);
      return new Promise(() => undefined);
    });
  return { clock, server, call };
}

describe('call.derive({ signal })', () => {
  it.each<Stage>(['observe', 'limit', 'cache', 'guard'])(
    'in %s ends the inner part with the reason of the signal',
    async (stage) => {
      const controller = new AbortController();
      const { server, call } = waitingServer(shortening(controller.signal, stage));
      const answer = ask(await connect(server), 'wait');
      const inner = await call;
      controller.abort(new ToolError('GIVEN_UP', 'Nobody waits any more.'));
      expect(textOf(await answer)).toBe('Nobody waits any more.');
      expect(inner.signal.aborted).toBe(true);
    },
  );

  it('ends at once with a signal that has ended before', async () => {
    const signal = AbortSignal.abort(new ToolError('GIVEN_UP', 'Too late.'));
    let called = 0;
    const server = plainServer()
      .use(shortening(signal))
      .tool('work', { description: 'x' }, () => called++);
    expect(textOf(await ask(await connect(server), 'work'))).toBe('Too late.');
    expect(called).toBe(0);
  });

  it('still ends with the timeout of the operation', async () => {
    const { clock, server, call } = waitingServer(shortening(new AbortController().signal));
    const answer = ask(await connect(server), 'wait');
    const inner = await call;
    await clock.advance(30_000);
    expect(textOf(await answer)).toBe('wait took longer than 30 s.');
    expect(inner.signal.aborted).toBe(true);
  });

  it('still ends when the client cancels', async () => {
    const { server, call } = waitingServer(shortening(new AbortController().signal));
    const wire = await openWire(server);
    const body = { jsonrpc: '2.0', id: 0, method: 'tools/call', params: { name: 'wait' } };
    const answer = wire.post(body);
    const inner = await call;
    await wire.post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 0, reason: 'enough' } });
    expect(await (await answer).text()).toBe('');
    expect(inner.signal.aborted).toBe(true);
  });

  it('leaves the call outside alone', async () => {
    const controller = new AbortController();
    const outer: Call[] = [];
    const { server, call } = waitingServer({
      name: 'watching',
      stage: 'guard',
      wrap: (next) => async (outside) => {
        outer.push(outside);
        try {
          return await next(outside.derive({ signal: controller.signal }));
        } catch {
          return { content: [{ type: 'text', text: `outside ${outside.signal.aborted}` }] };
        }
      },
    });
    const answer = ask(await connect(server), 'wait');
    await call;
    controller.abort(new ToolError('GIVEN_UP', 'inside'));
    expect(textOf(await answer)).toBe('outside false');
    expect(outer[0]?.signal.aborted).toBe(false);
  });

  it('keeps everything else of the call', async () => {
    const calls: Call[] = [];
    const keeping: Plugin = {
      name: 'keeping',
      stage: 'cache',
      wrap: (next) => (call) => {
        calls.push(call);
        return next(call.derive({ signal: new AbortController().signal }));
      },
    };
    const server = plainServer()
      .use(keeping)
      .tool('work', { description: 'x' }, (_, call) => {
        calls.push(call);
        return 'done';
      });
    await ask(await connect(server), 'work');
    const [before, after] = calls;
    expect(after?.correlationId).toBe(before?.correlationId);
    expect(after?.requestId).toBe(before?.requestId);
    expect(after?.session).toBe(before?.session);
    expect(after?.input).toBe(before?.input);
  });

  it('without a signal is the call itself', async () => {
    const same: boolean[] = [];
    const plugin: Plugin = {
      name: 'same',
      stage: 'guard',
      wrap: (next) => (call) => {
        same.push(call.derive({}) === call);
        return next(call);
      },
    };
    await ask(
      await connect(
        plainServer()
          .use(plugin)
          .tool('work', { description: 'x' }, () => 1),
      ),
      'work',
    );
    expect(same).toEqual([true]);
  });

  it('leaves nothing on a long-lived signal when its calls have ended', async () => {
    const { signal } = new AbortController();
    const server = plainServer()
      .use(shortening(signal))
      .tool('work', { description: 'x' }, () => 1);
    const client = await connect(server);
    for (let call = 0; call < 5; call++) await ask(client, 'work');
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
