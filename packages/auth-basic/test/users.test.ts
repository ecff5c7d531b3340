import { afterEach, describe, expect, it } from '@jest/globals';
import { basicAuth } from '@toolgate/auth-basic';
import { connect } from '@toolgate/testing';
import { adaHash, basic, basicServer, keptLog, untyped } from './basic-server.js';

const environment = process.env.NODE_ENV;
afterEach(() => {
  process.env.NODE_ENV = environment;
});

const withUser = (name: string, record: unknown) => () => untyped(basicAuth, { users: { [name]: record } });

describe('a user given by a password or a hash alone', () => {
  it.each([
    ['a password', 'open sesame', 'open sesame'],
    ['a hash', adaHash, 'correct horse'],
  ])('has the permission that is called like it: %s', async (_, secret, password) => {
    const server = basicServer({ users: { admin: secret, notes: secret } });
    server.tool('rule', { description: 'x', permissions: 'admin.rule' }, () => 'ruled');
    const tools = async (name: string) =>
      (await (await connect(server, { headers: basic(name, password) })).listTools()).tools.map((tool) => tool.name);
    expect(await tools('admin')).toEqual(['who', 'rule']);
    expect(await tools('notes')).toEqual(['who', 'write']);
  });

  it.each(['*', 'a.*', 'data.read', 'a b'])('cannot be called %j', (name) => {
    expect(withUser(name, 'a password')).toThrow(/is given by a password alone, so its name is its permission/);
    expect(withUser(name, { password: 'a password' })).not.toThrow();
  });
});

describe('a mistake in the users', () => {
  it.each<[string, string, unknown, string]>([
    ['an empty password', 'ada', '', 'The password of User "ada" is empty.'],
    ['a blank password', 'ada', { password: '  ' }, 'The password of User "ada" is empty.'],
    ['a password that was never set', 'ada', 'undefined', 'The password of User "ada" is the text "undefined".'],
    ['null as text', 'ada', { password: 'null' }, 'The password of User "ada" is the text "null".'],
    ['a number', 'ada', 7, 'User "ada" must be a password, a hash, or'],
    ['null', 'ada', null, 'User "ada" must be a password, a hash, or'],
    ['nothing to log in with', 'ada', { permissions: ['a'] }, 'The password of User "ada" is empty.'],
    ['a control character', 'ada', 'a\u0007b', 'The password of User "ada" has control characters'],
    ['a password that is too long', 'ada', 'x'.repeat(1_025), 'The password of User "ada" is longer than 1024 bytes.'],
    ['password and hash', 'ada', { password: 'x', hash: adaHash }, 'User "ada" has password and hash: give one'],
    ['an unknown field', 'ada', { password: 'x', permission: 'a' }, 'User "ada" has the unknown field permission.'],
    ['a broken hash', 'ada', 'scrypt$15$8$3$x$y', 'User "ada" has a hash that hashPassword did not make'],
    ['a hash of too little work', 'ada', adaHash.replace('$14$', '$10$'), 'User "ada" has a hash that'],
    ['a hash of too much work', 'ada', adaHash.replace('$14$', '$24$'), 'User "ada" has a hash that'],
    [
      'a hash of bcrypt',
      'ada',
      '$2b$12$abcdefghijklmnopqrstuv',
      'The password of User "ada" is a hash of another kind',
    ],
    ['a hash of argon2', 'ada', '$argon2id$v=19$m=65536$x$y', 'The password of User "ada" is a hash of another kind'],
    ['a hash with more behind it', 'ada', { hash: `${adaHash}x` }, 'User "ada" has a hash that'],
    [
      'a permission that is none',
      'ada',
      { password: 'x', permissions: ['a..b'] },
      'User "ada" has the permission "a..b"',
    ],
    [
      'permissions that are no list',
      'ada',
      { password: 'x', permissions: 'a' },
      'permissions must be a list of texts.',
    ],
    ['roles that are no list', 'ada', { password: 'x', roles: 'a' }, 'User "ada" roles must be a list of texts.'],
    ['a tenant that is no text', 'ada', { password: 'x', tenant: 7 }, 'User "ada" has a tenant that is no text.'],
    ['a name with a colon', 'a:b', { password: 'x' }, 'User "a:b" has a name that no client can send'],
    ['an empty name', '', { password: 'x' }, 'User "" has a name that no client can send'],
  ])('is refused at once, and no secret is named: %s', (_, name, record, message) => {
    expect(withUser(name, record)).toThrow(message);
    expect(withUser(name, record)).not.toThrow(/scrypt\$|xxxx/);
  });

  it.each<[string, unknown, string]>([
    ['no users', {}, 'basicAuth needs users by name'],
    ['an empty table', { users: {} }, 'basicAuth needs users by name'],
    ['a list', { users: ['ada'] }, 'basicAuth needs users by name'],
    ['nothing', undefined, 'basicAuth needs users by name'],
    ['an unknown option', { users: { a: 'x' }, relm: 'y' }, 'basicAuth does not know the option relm.'],
    ['a realm with a quote', { users: { a: 'x' }, realm: 'a"b' }, 'basicAuth has a realm that no header can carry'],
    ['a time that is none', { users: { a: 'x' }, remember: 'soon' }, 'remember of basicAuth is soon'],
    [
      'two spellings of a name',
      { users: { zoë: 'x', ['zoë'.normalize('NFD')]: 'x' } },
      'is there twice, in two spellings',
    ],
  ])('is refused at once: %s', (_, options, message) => {
    expect(() => untyped(basicAuth, options)).toThrow(message);
  });
});

describe('in production', () => {
  it('plain passwords are warned of at start, by the names of their users', async () => {
    process.env.NODE_ENV = 'production';
    const log = keptLog();
    const server = basicServer({ users: { ada: 'a password', bob: { hash: adaHash } } }, { log });
    await server.start();
    const [warning] = log.records.filter(({ level }) => level === 'warn');
    expect(warning).toMatchObject({ fields: { plugin: 'auth-basic', users: ['ada'] } });
    expect(JSON.stringify(log.records)).not.toMatch(/a password|scrypt\$/);
  });

  it('hashes alone are nothing to say of', async () => {
    process.env.NODE_ENV = 'production';
    const log = keptLog();
    await basicServer({}, { log }).start();
    expect(log.records).toEqual([]);
  });
});
