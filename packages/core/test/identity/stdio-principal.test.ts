import { afterEach, describe, expect, it } from '@jest/globals';
import { fakeClock } from '@toolgate/testing';
import { plainServer } from '../server/plain-server.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { authenticating, principal, tokenAuth } from './token-auth.js';

const call = (name: string) => ({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name } });

function guarded(options = {}) {
  return plainServer(options)
    .use(tokenAuth({ ada: ['notes'] }))
    .tool('notes', { description: 'x', permissions: 'notes.read' }, (_, { principal: who }) => String(who?.id))
    .tool('open', { description: 'x', public: true }, () => 'open');
}

afterEach(() => {
  delete process.env.TOOLGATE_CREDENTIAL;
});

describe('on stdio', () => {
  it('the principal that the program gives is the caller', async () => {
    const pipe = await new StdioPipe(guarded(), { principal: principal('root', { permissions: ['*'] }) }).initialized();
    expect(await pipe.send(call('notes')).next()).toMatchObject({ result: { content: [{ text: 'tokens:root' }] } });
  });

  it('what the principal may not use is unknown', async () => {
    const pipe = await new StdioPipe(guarded(), { principal: principal('guest') }).initialized();
    expect(await pipe.send(call('notes')).next()).toMatchObject({
      error: { code: -32602, message: 'Unknown tool: notes' },
    });
    expect(await pipe.send(call('open')).next()).toMatchObject({ result: { content: [{ text: 'open' }] } });
  });

  it('TOOLGATE_CREDENTIAL is a bearer value, looked at once', async () => {
    process.env.TOOLGATE_CREDENTIAL = 'ada';
    const pipe = await new StdioPipe(guarded()).initialized();
    delete process.env.TOOLGATE_CREDENTIAL;
    expect(await pipe.send(call('notes')).next()).toMatchObject({ result: { content: [{ text: 'tokens:ada' }] } });
  });

  it('TOOLGATE_CREDENTIAL may be a user name and a password, as a header has them', async () => {
    process.env.TOOLGATE_CREDENTIAL = 'Basic YWRhOnNlY3JldA==';
    const people = authenticating('people', ({ scheme, value }) =>
      scheme === 'basic' ? principal(value, { authenticator: 'people' }) : undefined,
    );
    const server = plainServer().use(people);
    server.tool('who', { description: 'x' }, (_, { principal: who }) => String(who?.id));
    const pipe = await new StdioPipe(server).initialized();
    expect(await pipe.send(call('who')).next()).toMatchObject({
      result: { content: [{ text: 'people:YWRhOnNlY3JldA==' }] },
    });
  });

  it('the principal that the program gives comes before TOOLGATE_CREDENTIAL', async () => {
    process.env.TOOLGATE_CREDENTIAL = 'ada';
    const pipe = await new StdioPipe(guarded(), { principal: principal('guest') }).initialized();
    expect(await pipe.send(call('notes')).next()).toMatchObject({ error: { code: -32602 } });
  });

  it('nobody is let in without either, also not to what is public', async () => {
    await expect(new StdioPipe(guarded()).done).rejects.toThrow(
      'set TOOLGATE_CREDENTIAL, or give stdio({ principal })',
    );
  });

  it('a wrong TOOLGATE_CREDENTIAL keeps the server from starting', async () => {
    process.env.TOOLGATE_CREDENTIAL = 'eve';
    await expect(new StdioPipe(guarded()).done).rejects.toThrow('The token is not valid.');
  });

  it('nobody needs to say who calls where no authenticator is installed', async () => {
    const server = plainServer().tool('who', { description: 'x' }, (_, { principal: who }) => String(who));
    const pipe = await new StdioPipe(server).initialized();
    expect(await pipe.send(call('who')).next()).toMatchObject({ result: { content: [{ text: 'undefined' }] } });
  });

  it('a principal that has expired is refused from then on', async () => {
    const clock = fakeClock(1_000);
    const expiring = principal('ada', { permissions: ['notes'], expiresAt: 3_000 });
    const pipe = await new StdioPipe(guarded({ clock }), { principal: expiring }).initialized();
    expect(await pipe.send(call('notes')).next()).toHaveProperty('result');
    await clock.advance(2_000);
    expect(await pipe.send(call('notes')).next()).toHaveProperty('error');
  });
});
