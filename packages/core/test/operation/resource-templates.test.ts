import { describe, expect, it } from '@jest/globals';
import { connect } from '@toolgate/testing';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { plainServer } from '../server/plain-server.js';
import { asker, eras } from '../support/asker.js';

/** What reading `uri` answers: its text, or the error. */
async function read(ask: Awaited<ReturnType<typeof asker>>, uri: string) {
  const { status, result, error } = await ask('resources/read', { uri });
  expect(status).toBe(200);
  const [content] = Array.isArray(result.contents) ? result.contents : [];
  return error ?? content?.text;
}

describe('a read of a template', () => {
  it('gets its variables decoded, and the URI as the client wrote it', async () => {
    const seen: unknown[] = [];
    const server = plainServer().resource('table', { template: 'db://{schema}/{table}{?limit}' }, (variables, call) => {
      seen.push([{ ...variables }, call.uri, call.input, call.operation.name]);
      return 'rows';
    });
    const ask = await asker(server);
    const uri = 'db://public/caf%C3%A9%20bar?limit=5';
    expect(await read(ask, uri)).toBe('rows');
    expect(await read(ask, 'db://public/users')).toBe('rows');
    const variables = { schema: 'public', table: 'café bar', limit: '5' };
    expect(seen).toEqual([
      [variables, uri, variables, 'table'],
      [{ schema: 'public', table: 'users' }, 'db://public/users', { schema: 'public', table: 'users' }, 'table'],
    ]);
    const { contents } = await (await connect(server)).readResource({ uri });
    expect(contents).toEqual([{ uri, mimeType: 'text/plain', text: 'rows' }]);
  });

  it('gets nothing where it is a resource of one URI, which it is told too', async () => {
    const server = plainServer().resource('about', { uri: 'test://about' }, (input, call) => [input, call.uri]);
    expect(await read(await asker(server), 'test://about')).toBe('[{},"test://about"]');
  });

  it('knows no URI in the call of a tool or of a prompt', async () => {
    const seen: unknown[] = [];
    const server = plainServer()
      .tool('tool', { description: 'x' }, (_input, call) => seen.push(call.uri))
      .prompt('prompt', {}, (_input, call) => String(seen.push(call.uri)));
    const ask = await asker(server);
    await ask('tools/call', { name: 'tool' });
    await ask('prompts/get', { name: 'prompt' });
    expect(seen).toEqual([undefined, undefined]);
  });
});

describe.each(eras)('the input of a template, in %s', (revision) => {
  const days: unknown[] = [];
  const input = {
    city: z.string().min(2),
    days: z.coerce.number().int().max(14).default(7),
    unit: z.enum(['c', 'f']).optional(),
  };
  const server = plainServer().resource('sky', { template: 'sky://{city}{?days,unit}', input }, (given) => {
    days.push(given);
    return 'clear';
  });

  it('converts the variables and fills in what is left out', async () => {
    const ask = await asker(server, { revision });
    days.length = 0;
    expect(await read(ask, 'sky://Oslo?days=3&unit=f')).toBe('clear');
    expect(await read(ask, 'sky://Oslo')).toBe('clear');
    expect(days).toEqual([
      { city: 'Oslo', days: 3, unit: 'f' },
      { city: 'Oslo', days: 7 },
    ]);
  });

  it.each([
    ['sky://Oslo?days=many', 'days: '],
    ['sky://Oslo?days=1.5', 'days: '],
    ['sky://Oslo?days=15', 'days: '],
    ['sky://Oslo?unit=k', 'unit: '],
    ['sky://O', 'city: '],
  ])('refuses what does not fit with -32602 and a sentence that names it: %s', async (uri, named) => {
    days.length = 0;
    const { status, error } = await (await asker(server, { revision }))('resources/read', { uri });
    expect([status, error?.code]).toEqual([200, -32602]);
    expect(error?.message.startsWith(`Invalid arguments for sky: ${named}`)).toBe(true);
    expect(error?.data).toMatchObject({ code: 'VALIDATION', details: { issues: [{ path: named.slice(0, -2) }] } });
    expect(days).toEqual([]);
  });

  it('may be JSON Schema', async () => {
    const schema = { type: 'object', properties: { id: { type: 'string', pattern: '^[0-9]+$' } } } as const;
    const numbered = plainServer().resource('note', { template: 'note://{id}', input: schema }, ({ id }) => `${id}`);
    const ask = await asker(numbered, { revision });
    expect(await read(ask, 'note://12')).toBe('12');
    expect(await read(ask, 'note://x')).toMatchObject({ code: -32602 });
  });
});

describe('precedence', () => {
  const server = plainServer()
    .resource('any', { template: 'doc://{name}' }, ({ name }) => `any ${name}`)
    .resource('later', { template: 'doc://{id}' }, () => 'later')
    .resource('deep', { template: 'doc://{+path}' }, ({ path }) => `deep ${path}`)
    .resource('index', { uri: 'doc://index' }, () => 'the index');

  it('is that of a URI of its own, then that of the order in which templates were added', async () => {
    const ask = await asker(server);
    expect(await read(ask, 'doc://index')).toBe('the index');
    expect(await read(ask, 'doc://other')).toBe('any other');
    expect(await read(ask, 'doc://a/b')).toBe('deep a/b');
  });

  it('is decided before anybody asks who may: no template answers for a resource that is hidden', async () => {
    const guarded = plainServer()
      .use(tokenAuth({ ada: ['admin'], bob: [] }))
      .resource('any', { template: 'doc://{name}' }, ({ name }) => `any ${name}`)
      .resource('admin', { uri: 'doc://admin', permissions: 'admin' }, () => 'secret')
      .resource('vault', { template: 'safe://vault/{id}', permissions: 'admin' }, ({ id }) => `vault ${id}`)
      .resource('safe', { template: 'safe://{+path}' }, ({ path }) => `safe ${path}`);
    const [ada, bob] = [
      await asker(guarded, { headers: bearer('ada') }),
      await asker(guarded, { headers: bearer('bob') }),
    ];
    expect(await read(ada, 'doc://admin')).toBe('secret');
    expect(await read(bob, 'doc://admin')).toMatchObject({ code: -32002 });
    expect(await read(ada, 'safe://vault/1')).toBe('vault 1');
    expect(await read(bob, 'safe://vault/1')).toMatchObject({ code: -32002 });
    expect(await read(bob, 'safe://box/1')).toBe('safe box/1');
  });
});

describe.each(eras)('a URI that leads out of a folder, in %s', (revision) => {
  it.each([
    'file:///..',
    'file:///../etc/passwd',
    'file:///a/../../etc/passwd',
    'file:///%2e%2e/etc/passwd',
    'file:///%2e%2e%2fetc%2fpasswd',
    'file:///..%2Fetc%2Fpasswd',
    'file:///..%5cetc',
    'file:///a%00b',
    'file:///a%0ab',
    'file:///./a',
    'file:///%c0%ae%c0%ae/a',
    'file:///%zz',
    'file:///a\\..\\b',
  ])('reaches no handler, and is not found: %s', async (uri) => {
    const seen: unknown[] = [];
    const server = plainServer()
      .resource('file', { template: 'file:///{name}' }, ({ name }) => seen.push(name))
      .resource('path', { template: 'file:///{+path}' }, ({ path }) => seen.push(path));
    const { status, error } = await (await asker(server, { revision }))('resources/read', { uri });
    expect([status, error?.message, error?.data]).toMatchObject([200, 'Resource not found', { uri }]);
    expect(seen).toEqual([]);
  });
});
