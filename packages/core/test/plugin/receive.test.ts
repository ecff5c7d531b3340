import { describe, expect, it } from '@jest/globals';
import { type Caller, type Message, type Plugin, RateLimitError } from '@toolgate/core';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { plainServer } from '../server/plain-server.js';
import { quietLog } from '../support/quiet-log.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { initialize, openWire, post } from '../support/wire.js';

const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };
const response = { jsonrpc: '2.0', id: 'server-1', result: {} };
const ping = { jsonrpc: '2.0', id: 7, method: 'ping' };

/** A plugin that refuses the messages of one method, and what it has seen. */
function receiving(refuse?: string) {
  const seen: { readonly message: Message; readonly caller: Caller }[] = [];
  const plugin: Plugin = {
    name: 'receiving',
    async receive(message, caller) {
      seen.push({ message, caller });
      if (message.method === refuse) throw new RateLimitError('Too many messages.', { retryAfterMs: 4_000 });
    },
  };
  return { plugin, seen };
}

describe('receive', () => {
  it('sees each request, notification and response over HTTP', async () => {
    const { plugin, seen } = receiving();
    const wire = await openWire(plainServer().use(plugin));
    for (const message of [initialized, ping, response]) await wire.post(message);
    expect(seen.map(({ message }) => [message.method, message.id, message.transport, message.era])).toEqual([
      ['initialize', 'init', 'http', '2025'],
      ['notifications/initialized', undefined, 'http', '2025'],
      ['ping', 7, 'http', '2025'],
      [undefined, 'server-1', 'http', '2025'],
    ]);
  });

  it('sees each request, notification and response over stdio', async () => {
    const { plugin, seen } = receiving();
    const pipe = await new StdioPipe(plainServer().use(plugin)).initialized();
    pipe.send(initialized).send(response).send(ping);
    await pipe.next();
    pipe.input.end();
    await pipe.done;
    expect(seen.map(({ message }) => [message.method, message.id, message.transport])).toEqual([
      ['initialize', 'init', 'stdio'],
      ['notifications/initialized', undefined, 'stdio'],
      [undefined, 'server-1', 'stdio'],
      ['ping', 7, 'stdio'],
    ]);
  });

  it('sees how long a message is, methods that do not exist, and who sent it', async () => {
    const { plugin, seen } = receiving();
    const server = plainServer()
      .use(tokenAuth({ ada: ['x'] }))
      .use(plugin);
    const wire = await openWire(server, bearer('ada'));
    const unknown = { jsonrpc: '2.0', id: 8, method: 'no/such' };
    await wire.post(unknown);
    const last = seen.at(-1);
    expect(last?.message).toMatchObject({ method: 'no/such', bytes: JSON.stringify(unknown).length });
    expect(last?.caller).toMatchObject({ principal: { id: 'tokens:ada' }, session: wire.session, transport: 'http' });
  });

  it('refuses a request over HTTP with the status, code and id that belong to it', async () => {
    const wire = await openWire(plainServer().use(receiving('ping').plugin));
    const refused = await wire.post(ping);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('4');
    expect(await refused.json()).toMatchObject({ id: 7, error: { code: 42900, message: 'Too many messages.' } });
  });

  it('refuses a notification over HTTP', async () => {
    const wire = await openWire(plainServer().use(receiving('notifications/initialized').plugin));
    const refused = await wire.post(initialized);
    expect(refused.status).toBe(429);
    expect(await refused.json()).not.toHaveProperty('id');
  });

  it('refuses initialize, and no session is opened', async () => {
    const opened: string[] = [];
    const server = plainServer()
      .use(receiving('initialize').plugin)
      .use({ name: 'listening', on: ({ type }) => void opened.push(type) });
    expect((await post(server, initialize())).status).toBe(429);
    expect(opened).toEqual(['server.started']);
  });

  it('refuses a request over stdio with its id', async () => {
    const pipe = await new StdioPipe(plainServer().use(receiving('ping').plugin)).initialized();
    expect(await pipe.send(ping).next()).toMatchObject({ id: 7, error: { code: 42900 } });
    pipe.input.end();
    await pipe.done;
  });

  it('drops a refused notification over stdio without an answer, for notifications have none', async () => {
    const pipe = await new StdioPipe(plainServer().use(receiving('notifications/initialized').plugin)).initialized();
    expect(await pipe.send(initialized).send(ping).next()).toMatchObject({ id: 7, result: {} });
    pipe.input.end();
    await pipe.done;
    expect(pipe.received.size).toBe(0);
  });

  it('that refuses a cancellation keeps the call alive', async () => {
    const server = plainServer().use(receiving('notifications/cancelled').plugin);
    let finish: (value: string) => void = () => undefined;
    const begun = new Promise<void>((begin) => {
      server.tool('slow', { description: 'x' }, () => {
        begin();
        return new Promise((resolve) => {
          finish = resolve;
        });
      });
    });
    const wire = await openWire(server);
    const answer = wire.call('slow', {}, 5);
    await begun;
    await wire.post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 5 } });
    finish('done');
    expect((await answer).result?.content[0]?.text).toBe('done');
  });

  it('fails closed: an error of its own is masked, and the message goes no further', async () => {
    const log = quietLog();
    let called = 0;
    const broken: Plugin = {
      name: 'broken',
      receive: ({ method }) => (method === 'tools/call' ? Promise.reject(new Error('redis is down')) : undefined),
    };
    const server = plainServer({ log })
      .use(broken)
      .tool('work', { description: 'x' }, () => called++);
    const wire = await openWire(server);
    const { error } = await wire.call('work');
    expect(error?.code).toBe(-32603);
    expect(error?.message).not.toContain('redis');
    expect(log.records.at(-1)?.fields).toMatchObject({ err: { message: 'redis is down' } });
    expect(called).toBe(0);
  });
});
