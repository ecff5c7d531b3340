import { describe, expect, it } from '@jest/globals';
import { connect } from '@toolgate/testing';
import { ada, basic, basicServer, bob, login } from './basic-server.js';

async function who(headers: Record<string, string>): Promise<unknown> {
  const client = await connect(basicServer(), { headers });
  const { content } = await client.callTool({ name: 'who' });
  return JSON.parse(Object(Object(content)[0]).text);
}

describe('a user name and its password', () => {
  it('make the caller, with what the user may do', async () => {
    expect(await who(ada)).toEqual({
      id: 'basic:ada',
      name: 'ada',
      tenant: 'acme',
      permissions: ['notes'],
      roles: ['editor'],
      claims: {},
      authenticator: 'auth-basic',
    });
  });

  it('may have a colon in the password', async () => {
    expect(await who(bob)).toMatchObject({ id: 'basic:bob', permissions: [] });
  });

  it('use and see what the user may', async () => {
    const tools = async (headers: Record<string, string>) =>
      (await (await connect(basicServer(), { headers })).listTools()).tools.map(({ name }) => name);
    expect(await tools(ada)).toEqual(['who', 'write']);
    expect(await tools(bob)).toEqual(['who']);
  });

  it('take the scheme in any case', async () => {
    const { authorization } = ada;
    expect((await login(basicServer(), { authorization: authorization.replace('Basic', 'bAsIc') })).status).toBe(200);
  });
});

describe('two users at once', () => {
  it('are never taken for each other', async () => {
    const server = basicServer();
    const clients = await Promise.all([ada, bob, ada, bob].map((headers) => connect(server, { headers })));
    const rounds = Array.from({ length: 10 }, () => clients.map((client) => client.callTool({ name: 'who' })));
    for (const round of rounds) {
      const ids = (await Promise.all(round)).map(({ content }) => JSON.parse(Object(Object(content)[0]).text).id);
      expect(ids).toEqual(['basic:ada', 'basic:bob', 'basic:ada', 'basic:bob']);
    }
  });
});

const encoded = (text: string | Buffer) => Buffer.from(text).toString('base64');

describe.each<[string, string]>([
  ['a wrong password', encoded('ada:wrong')],
  ['an unknown user', encoded('eve:correct horse')],
  ['the password of another', encoded('ada:battery:staple')],
  ['a prefix of the password', encoded('ada:correct hors')],
  ['a password with a blank after it', encoded('ada:correct horse ')],
  ['a password in another case', encoded('ada:Correct horse')],
  ['a user name in another case', encoded('Ada:correct horse')],
  ['a user name with a blank after it', encoded('ada :correct horse')],
  ['no password', encoded('ada:')],
  ['no user name', encoded(':correct horse')],
  ['no colon', encoded('ada')],
  ['nothing', ''],
  ['a colon alone', encoded(':')],
  ['text that is no base64', 'ada:correct horse'],
  ['base64 without its padding', encoded('ada:correct horse').replace(/=+$/, '')],
  ['base64 with too much padding', `${encoded('ada:correct horse')}=`],
  ['base64url', Buffer.from('ada:ÿÿÿ>>>???').toString('base64url')],
  ['base64 with a blank in it', `${encoded('ada:correct horse').slice(0, 8)} ${encoded('ada:correct horse').slice(8)}`],
  ['base64 twice', encoded(encoded('ada:correct horse'))],
  ['bytes that are no UTF-8', encoded(Buffer.from([0x61, 0x3a, 0xff, 0xfe]))],
  ['a control character', encoded('ada:correct\u0000horse')],
  ['a line break', encoded('ada:correct horse\n')],
  ['a byte order mark', encoded('\ufeffada:correct horse')],
  ['constructor', encoded('constructor:constructor')],
  ['__proto__', encoded('__proto__:x')],
  ['the hash for a password', encoded('ada:scrypt$14$8$1$')],
  ['a very long password', encoded(`ada:${'x'.repeat(2_000)}`)],
  ['two logins', `${encoded('ada:correct horse')}, ${encoded('bob:battery:staple')}`],
])('%s', (_, value) => {
  it('is 401, in the same words as any other', async () => {
    const response = await login(basicServer(), { authorization: `Basic ${value}` });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="mcp", charset="UTF-8"');
    expect(await response.json()).toMatchObject({
      error: { code: 40100, message: 'The user name or the password is not valid.' },
    });
  });
});

it('a credential of another scheme is left to others', async () => {
  const response = await login(basicServer(), { authorization: `Bearer ${encoded('ada:correct horse')}` });
  expect(await response.json()).toMatchObject({ error: { message: 'The credential is not valid here.' } });
});

it('the realm can be named', async () => {
  const response = await login(basicServer({ realm: 'Atlas' }), {});
  expect(response.headers.get('www-authenticate')).toBe('Basic realm="Atlas", charset="UTF-8"');
});

it('a composed and a decomposed spelling are one password', async () => {
  const server = basicServer({ users: { zoë: { password: 'crème brûlée' } } });
  const spellings = [basic('zoë', 'crème brûlée'), basic('zoë'.normalize('NFD'), 'crème brûlée'.normalize('NFD'))];
  for (const headers of spellings) expect((await login(server, headers)).status).toBe(200);
});
