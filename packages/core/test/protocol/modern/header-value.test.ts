import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeHeaderValue } from '../../../src/protocol/modern/header-value.js';
import { trimBlanks } from '../../../src/protocol/modern/trim-blanks.js';

const encode = (bytes: string | Uint8Array) => `=?base64?${Buffer.from(bytes).toString('base64')}?=`;

describe('a header value', () => {
  test.each([
    ['us-west1', 'us-west1'],
    ['', ''],
    ['a b\tc', 'a b\tc'],
    [' \t us-west1\t ', 'us-west1'],
    ['=?base64?SGVsbG8sIOS4lueVjA==?=', 'Hello, 世界'],
    [' =?base64?IHBhZGRlZCA=?= ', ' padded '],
    ['=?base64?bGluZTEKbGluZTI=?=', 'line1\nline2'],
    ['=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=', '=?base64?literal?='],
    ['=?base64?WsO8cmljaA==?=', 'Zürich'],
    ['=?base64??=', ''],
    ['=?base64?77u/eA==?=', '\uFEFFx'],
  ])('%j stands for %j', (header, value) => {
    expect(decodeHeaderValue(header)).toBe(value);
  });

  test.each([
    '=?BASE64?eA==?=',
    '=?Base64?eA==?=',
    '=?base64?eA==',
    'eA==?=',
    '=?base64eA==?=',
    '?base64?eA==?=',
    'x=?base64?eA==?=',
  ])('%j lacks a marker and stands for itself', (header) => {
    expect(decodeHeaderValue(header)).toBe(header);
  });

  test.each([
    ['lacks its padding', '=?base64?eA?='],
    ['has too much padding', '=?base64?eA===?='],
    ['has padding inside', '=?base64?eA==eA==?='],
    ['is of the alphabet for URLs', '=?base64?_-8=?='],
    ['has blanks', '=?base64?eA== ?='],
    ['has a character that is none', '=?base64?e*A=?='],
    ['has bits left over', '=?base64?eB==?='],
    ['is cut', '=?base64?e?='],
    ['is not UTF-8', encode(Uint8Array.of(0xff, 0xfe))],
    ['is a lone surrogate', encode(Uint8Array.of(0xed, 0xa0, 0x80))],
    ['is UTF-8 without base64', 'Zürich'],
    ['has a control character', 'a\u0001b'],
    ['has a line break', 'a\nb'],
    ['has a delete', 'a\u007Fb'],
  ])('that %s stands for nothing', (_what, header) => {
    expect(decodeHeaderValue(header)).toBeUndefined();
  });
});

test('reads back whatever is encoded', () => {
  const anyText = fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
    .filter((text) => Buffer.from(text).toString() === text);
  fc.assert(
    fc.property(anyText, (text) => expect(decodeHeaderValue(encode(text))).toBe(text)),
    { numRuns: 2_000 },
  );
});

test('takes one spelling of base64 alone', () => {
  const alike = fc.stringMatching(/^[A-Za-z0-9+/=_ -]{0,8}$/);
  const check = (payload: string) => {
    const value = decodeHeaderValue(`=?base64?${payload}?=`);
    if (value !== undefined) expect(encode(value)).toBe(`=?base64?${payload}?=`);
  };
  fc.assert(fc.property(alike, check), { numRuns: 5_000 });
});

test('leaves out blanks around a value and nothing else', () => {
  const blanks = fc.stringMatching(/^[ \t]{0,3}$/);
  const value = fc.stringMatching(/^(?:[^ \t](?:.*[^ \t])?)?$/);
  fc.assert(
    fc.property(blanks, value, blanks, (before, text, after) => {
      expect(trimBlanks(before + text + after)).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});
