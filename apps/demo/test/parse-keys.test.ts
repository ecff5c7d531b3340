import { describe, expect, it } from '@jest/globals';
import { parseKeys } from '../src/keys/parse-keys.js';

const one = 'tg_oneoneoneoneone-_1';
const two = 'tg_twotwotwotwotwo222';

describe('ATLAS_KEYS', () => {
  it('gives each label its key and permissions', () => {
    expect(parseKeys(`reader=${one}:countries.read;editor=${two}:countries.read,notes.write`)).toEqual({
      reader: { secret: one, permissions: ['countries.read'] },
      editor: { secret: two, permissions: ['countries.read', 'notes.write'] },
    });
  });

  it.each(['*', 'countries', 'countries.*', 'notes.write'])('takes the permission %s', (permission) => {
    expect(parseKeys(`a=${one}:${permission}`)).toEqual({ a: { secret: one, permissions: [permission] } });
  });

  it('takes line breaks and blanks around entries', () => {
    expect(Object.keys(parseKeys(`a=${one}:*;\n  b=${two}:*`))).toEqual(['a', 'b']);
  });

  it.each([
    ['', 'ATLAS_KEYS entry 1 is empty'],
    [`a=${one}:*;`, 'ATLAS_KEYS entry 2 is empty'],
    [one, 'ATLAS_KEYS entry 1 has another form'],
    [`a=${one}`, 'ATLAS_KEYS entry 1 has another form'],
    [`${one}:*`, 'ATLAS_KEYS entry 1 has another form'],
    [`${one}=a:*`, 'ATLAS_KEYS entry 1 has a wrong label'],
    [`=${one}:*`, 'ATLAS_KEYS entry 1 has a wrong label'],
    [`A=${one}:*`, 'ATLAS_KEYS entry 1 has a wrong label'],
    [`__proto__=${one}:*`, 'ATLAS_KEYS entry 1 has a wrong label'],
    ['a=secret-without-prefix:*', 'ATLAS_KEYS entry 1 ("a") has a wrong key'],
    ['a=tg_short:*', 'ATLAS_KEYS entry 1 ("a") has a wrong key'],
    [`a= ${one}:*`, 'ATLAS_KEYS entry 1 ("a") has a wrong key'],
    [`a=${one}:`, 'ATLAS_KEYS entry 1 ("a"): permission 1 opens no tool'],
    [`a=${one}:countries.read,`, 'ATLAS_KEYS entry 1 ("a"): permission 2 opens no tool'],
    [`a=${one}:countries.read, notes.write`, 'ATLAS_KEYS entry 1 ("a"): permission 2 opens no tool'],
    [`a=${one}:country.read`, 'ATLAS_KEYS entry 1 ("a"): permission 1 opens no tool'],
    [`a=${one}:${two}:*`, 'ATLAS_KEYS entry 1 ("a"): permission 1 opens no tool'],
    [`a=${one}:*;a=${two}:*`, 'ATLAS_KEYS has two keys "a"'],
  ])('refuses %j and never quotes a secret', (text, start) => {
    let message = '';
    try {
      parseKeys(text);
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatch(/^TypeError: .+\.$/);
    expect(message.slice('TypeError: '.length)).toMatch(new RegExp(`^${start.replace(/[()]/g, '\\$&')}`));
    expect(message).not.toMatch(/oneone|twotwo|short|without-prefix/);
  });
});
