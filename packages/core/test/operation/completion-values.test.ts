import { describe, expect, it } from '@jest/globals';
import { connect } from '@toolgate/testing';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';
import { asker, eras } from '../support/asker.js';
import { cancelled } from '../support/messages.js';
import { quietLog } from '../support/quiet-log.js';
import { openWire } from '../support/wire.js';

const colours = z.enum(['red', 'Green', 'grey']);

describe('an argument with a fixed set of values', () => {
  const fields = {
    colour: colours,
    maybe: colours.optional(),
    preset: colours.default('red'),
    flag: z.boolean(),
    coerced: z.coerce.boolean(),
    text: z.string(),
    given: colours,
  };
  const given = () => ['own'];
  const server = plainServer()
    .prompt('p', { arguments: fields, complete: { given } }, () => '')
    .resource('r', { template: 'r://{colour}/{flag}{?maybe}', input: { colour: colours, flag: z.boolean() } }, () => '')
    .prompt('j', { arguments: { type: 'object', properties: { n: { enum: [1, 12, 2] }, t: {} } } }, () => '');
  const prompt = { type: 'ref/prompt', name: 'p' } as const;
  const template = { type: 'ref/resource', uri: 'r://{colour}/{flag}{?maybe}' } as const;
  const plain = { type: 'ref/prompt', name: 'j' } as const;

  it.each([
    [prompt, 'colour', '', ['red', 'Green', 'grey']],
    [prompt, 'colour', 'g', ['Green', 'grey']],
    [prompt, 'colour', 'GRE', ['Green', 'grey']],
    [prompt, 'colour', 'x', []],
    [prompt, 'maybe', 'r', ['red']],
    [prompt, 'preset', 'r', ['red']],
    [prompt, 'flag', '', ['true', 'false']],
    [prompt, 'coerced', 't', ['true']],
    [prompt, 'text', '', []],
    [prompt, 'given', 'g', ['own']],
    [template, 'colour', 'g', ['Green', 'grey']],
    [template, 'flag', 'F', ['false']],
    [template, 'maybe', '', []],
    [plain, 'n', '1', ['1', '12']],
    [plain, 't', '', []],
  ])('needs no function: %j, %s, %j', async (ref, name, value, values) => {
    const client = await connect(server);
    const { completion } = await client.complete({ ref, argument: { name, value } });
    expect(completion).toEqual({ values, total: values.length, hasMore: false });
  });
});

describe('the capability', () => {
  const complete = { a: () => ['x'] };
  const bare = { arguments: { a: z.string() } };

  it.each([
    ['nothing', plainServer(), false],
    [
      'a prompt and a template without any',
      plainServer()
        .prompt('p', bare, () => '')
        .resource('r', { template: 'r://{a}' }, () => ''),
      false,
    ],
    ['a function of a prompt', plainServer().prompt('p', { ...bare, complete }, () => ''), true],
    ['a function of a template', plainServer().resource('r', { template: 'r://{a}', complete }, () => ''), true],
    ['an enum', plainServer().prompt('p', { arguments: { a: colours } }, () => ''), true],
  ])('is there only with a completion: %s', async (_what, server, offered) => {
    const [legacy, modern] = [await asker(server), await asker(server, { revision: '2026-07-28' })];
    const capabilities = [
      (await connect(server)).getServerCapabilities(),
      (await modern('server/discover')).result.capabilities,
    ];
    for (const found of capabilities) expect(Object.hasOwn(Object(found), 'completions')).toBe(offered);
    const params = { ref: { type: 'ref/prompt', name: 'p' }, argument: { name: 'a', value: '' } };
    const codes = [await legacy('completion/complete', params), await modern('completion/complete', params)].map(
      ({ status, error }) => [status, error?.code === -32601],
    );
    expect(codes).toEqual(
      offered
        ? [
            [200, false],
            [200, false],
          ]
        : [
            [200, true],
            [404, true],
          ],
    );
  });
});

describe.each(eras)('what a function suggests, in %s', (revision) => {
  it('counts only where it is text', async () => {
    const server = plainServer();
    const odd = { a: () => ['x', 7, null, 'y', undefined] };
    untyped(server.prompt.bind(server), 'p', { arguments: { a: z.string() }, complete: odd }, () => '');
    const ask = await asker(server, { revision });
    const params = { ref: { type: 'ref/prompt', name: 'p' }, argument: { name: 'a', value: '' } };
    expect((await ask('completion/complete', params)).result.completion).toEqual({
      values: ['x', 'y'],
      total: 2,
      hasMore: false,
    });
  });

  it.each([[undefined], [null], ['Oslo'], [7], [{ values: ['Oslo'] }]])(
    'must be a list, else it is masked: %p',
    async (value) => {
      const server = plainServer({ log: quietLog() });
      untyped(
        server.prompt.bind(server),
        'p',
        { arguments: { a: z.string() }, complete: { a: () => value } },
        () => '',
      );
      const ask = await asker(server, { revision });
      const params = { ref: { type: 'ref/prompt', name: 'p' }, argument: { name: 'a', value: '' } };
      const { status, error } = await ask('completion/complete', params);
      expect([status, error?.code, error?.data?.code]).toEqual([200, -32603, 'INTERNAL']);
    },
  );
});

it('asks callers without credentials for some, where the prompt is not public', async () => {
  const server = plainServer()
    .use(tokenAuth({ ada: [] }))
    .prompt('open', { public: true, arguments: { a: colours } }, () => '')
    .prompt('closed', { arguments: { a: colours } }, () => '');
  const ask = await asker(server, { revision: '2026-07-28' });
  const of = (name: string) => ({ ref: { type: 'ref/prompt', name }, argument: { name: 'a', value: 'r' } });
  expect((await ask('completion/complete', of('open'))).result.completion).toMatchObject({ values: ['red'] });
  expect((await ask('completion/complete', of('closed'))).status).toBe(401);
  expect((await ask('completion/complete', of('absent'))).status).toBe(401);
  const ada = await asker(server, { revision: '2026-07-28', headers: bearer('ada') });
  expect((await ada('completion/complete', of('closed'))).result.completion).toMatchObject({ values: ['red'] });
});

it('ends a completion that its client takes back', async () => {
  let asked = (): void => undefined;
  const reached = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const complete = { a: () => new Promise<string[]>(asked) };
  const server = plainServer().prompt('p', { arguments: { a: z.string() }, complete }, () => '');
  const wire = await openWire(server);
  const params = { ref: { type: 'ref/prompt', name: 'p' }, argument: { name: 'a', value: '' } };
  const posted = wire.post({ jsonrpc: '2.0', id: 7, method: 'completion/complete', params });
  await reached;
  await wire.post(cancelled(7));
  expect(await (await posted).text()).toBe('');
});

it('goes on being offered when the only prompt that completes is turned off', async () => {
  const server = plainServer().prompt('p', { arguments: { a: colours } }, () => '');
  for (const revision of eras) {
    const ask = await asker(server, { revision });
    const params = { ref: { type: 'ref/prompt', name: 'p' }, argument: { name: 'a', value: 'r' } };
    expect((await ask('completion/complete', params)).error).toBeUndefined();
    server.prompts.disable('p');
    expect((await ask('completion/complete', params)).error).toMatchObject({ message: 'Unknown prompt: p' });
    server.prompts.enable('p');
  }
});
