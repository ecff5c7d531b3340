import { describe, expect, it } from '@jest/globals';
import { hashPassword, verifyPassword } from '@toolgate/auth-basic';
import fc from 'fast-check';
import { adaHash, basic, basicServer, light, login, untyped } from './basic-server.js';

describe('a hash', () => {
  it('is text that says how it was made, and never the same twice', async () => {
    const [one, other] = await Promise.all([hashPassword('open sesame'), hashPassword('open sesame')]);
    expect(one).toMatch(/^scrypt\$15\$8\$3\$[A-Za-z0-9_-]{22}\$[A-Za-z0-9_-]{43}$/);
    expect(one).not.toBe(other);
    for (const hash of [one, other]) expect(await verifyPassword('open sesame', hash)).toBe(true);
  });

  it.each(['wrong', 'Correct horse', 'correct horse ', ''])('is not that of %j', async (password) => {
    expect(await verifyPassword(password, adaHash)).toBe(false);
  });

  it.each([
    '',
    'correct horse',
    adaHash.slice(0, -1),
    `${adaHash} `,
    adaHash.replace('scrypt', 'argon2'),
    adaHash.replace('$14$', '$99$'),
  ])('is not read from %j', async (text) => {
    await expect(verifyPassword('correct horse', text)).rejects.toThrow('The hash is none that hashPassword made.');
  });

  it.each<[unknown, string]>([
    ['', 'The password is empty.'],
    [undefined, 'The password is empty.'],
    ['null', 'The password is the text "null".'],
    ['x'.repeat(1_025), 'The password is longer than 1024 bytes.'],
    ['a\nb', 'The password has control characters'],
  ])('is not made of %j', async (password, message) => {
    await expect(untyped(hashPassword, password)).rejects.toThrow(message);
  });

  it.each([
    { cost: 13 },
    { cost: 18 },
    { cost: 17, blocks: 16 },
    { cost: 17, rounds: 5 },
    { cost: 14.5 },
    { blocks: 7 },
    { blocks: 17 },
    { rounds: 0 },
    { rounds: 9 },
  ])('is not made with %j', async (wrong) => {
    await expect(hashPassword('open sesame', { ...light, ...wrong })).rejects.toThrow('The work is out of bounds');
  });
});

it('whatever its user name and password, a user can log in, and with another password cannot', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  const sendable = text.filter((value) => !/\p{Cc}/u.test(value) && value.trim() !== '');
  const names = sendable.filter((value) => !value.includes(':'));
  const property = fc.asyncProperty(names, sendable, sendable, async (name, password, other) => {
    fc.pre(other.normalize('NFC') !== password.normalize('NFC') && !['null', 'undefined'].includes(password));
    const hash = await hashPassword(password, light);
    const server = basicServer({ users: { [name]: { hash } } });
    expect((await login(server, basic(name, password))).status).toBe(200);
    expect((await login(server, basic(name, other))).status).toBe(401);
  });
  await fc.assert(property, { numRuns: 15 });
});
