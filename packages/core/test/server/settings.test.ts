import { afterEach, describe, expect, it } from '@jest/globals';
import { env, parseDuration, parseSize } from '@toolgate/core';
import { untyped } from './untyped.js';

describe('parseDuration', () => {
  it.each([
    ['250ms', 250],
    ['10s', 10_000],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['7d', 604_800_000],
    ['0s', 0],
    [0, 0],
    [12.5, 12.5],
  ] as const)('reads %j as %d ms', (duration, ms) => {
    expect(parseDuration(duration, 'timeout')).toBe(ms);
  });

  it.each([
    '',
    '10',
    's',
    '-1s',
    '1e3s',
    ' 1s',
    '1s ',
    '1S',
    '1 s',
    '1s1s',
    '.5s',
    -1,
    Number.NaN,
    null,
    undefined,
    {},
    [5],
  ])('refuses %p, and names the setting', (duration) => {
    expect(() => untyped(parseDuration, duration, 'timeout of tool "a"')).toThrow(
      `timeout of tool "a" is ${String(duration)}: use milliseconds or text such as "10s", "5m", "1h".`,
    );
  });
});

describe('parseSize', () => {
  it.each([
    ['10b', 10],
    ['512kb', 524_288],
    ['1mb', 1_048_576],
    ['1.5MB', 1_572_864],
    ['2gb', 2_147_483_648],
    ['0.3kb', 307],
    [0, 0],
    [4_096, 4_096],
  ] as const)('reads %j as %d bytes', (size, bytes) => {
    expect(untyped(parseSize, size, 'limits.body')).toBe(bytes);
  });

  it.each([
    '',
    '1',
    'mb',
    '-1mb',
    '1 mb',
    '1kib',
    '1tb',
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    undefined,
  ])('refuses %p, and names the setting', (size) => {
    expect(() => untyped(parseSize, size, 'limits.body')).toThrow(
      `limits.body is ${String(size)}: use bytes or text such as "512kb", "1mb".`,
    );
  });
});

describe('env', () => {
  afterEach(() => {
    delete process.env.TOOLGATE_TEST_VALUE;
  });

  it('is the value of the variable, as it is', () => {
    process.env.TOOLGATE_TEST_VALUE = ' x ';
    expect(env('TOOLGATE_TEST_VALUE')).toBe(' x ');
  });

  it.each([undefined, ''])('throws the name of a variable that is %p', (value) => {
    if (value !== undefined) process.env.TOOLGATE_TEST_VALUE = value;
    expect(() => env('TOOLGATE_TEST_VALUE')).toThrow('TOOLGATE_TEST_VALUE is not set');
  });
});
