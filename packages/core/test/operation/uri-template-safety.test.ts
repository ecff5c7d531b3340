import { describe, expect, it } from '@jest/globals';
import { parseUriTemplate, type UriTemplate } from '../../src/operation/resource/uri-template.js';

const match = (text: string, uri: string) => parseUriTemplate(text, 'resource "x"').match(uri);

/** Shortest of several runs in ms, so that what else the machine does weighs little. */
function fastest(run: () => void): number {
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    for (let turn = 0; turn < 3; turn++) run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** How much longer a match takes for eight times the length: 8 when linear, 64 when quadratic. */
function growth(template: UriTemplate, uriOf: (length: number) => string): number {
  const [short, long] = [uriOf(1_000), uriOf(8_000)];
  // Both are refused, which takes the longest, and warms up.
  expect([template.match(short), template.match(long)]).toEqual([undefined, undefined]);
  fastest(() => template.match(long));
  // What takes microseconds is not measured well enough to be divided.
  const slack = 0.05;
  return (fastest(() => template.match(long)) + slack) / (fastest(() => template.match(short)) + slack);
}

describe('a value', () => {
  const traversals = ['..', '.', '../a', 'a/..', 'a/../b', '/..', '..\\a', 'a\\..\\b', './a', 'a/.', 'a/./b', '.\\'];

  it.each(traversals)('is never the path %j', (path) => {
    const encoded = encodeURIComponent(path);
    expect(match('file:///{name}', `file:///${encoded}`)).toBeUndefined();
    expect(match('file:///{name}', `file:///${encoded.replaceAll('.', '%2e')}`)).toBeUndefined();
    expect(match('file:///{+path}', `file:///${encoded}`)).toBeUndefined();
    expect(match('file:///{+path}', `file:///${path}`)).toBeUndefined();
    expect(match('file:///{+path}', `file:///${path.replaceAll('.', '%2E')}`)).toBeUndefined();
    expect(match('x://a{;b}', `x://a;b=${encoded}`)).toBeUndefined();
    expect(match('x://a{?b}', `x://a?b=${encoded}`)).toBeUndefined();
    expect(match('x://a{#b}', `x://a#${encoded}`)).toBeUndefined();
  });

  it.each(['...', '..a', 'a..', '.hidden', 'a.b', 'a..b/c', 'a/...', '%2e%2e'])('may be %j', (name) => {
    expect(match('file:///{name}', `file:///${encodeURIComponent(name)}`)).toEqual({ name });
  });

  it.each(['%00', 'a%00b', '%0A', '%0d', '%1F', '%7F', '%C2%80', '%C2%9F'])('is never %s', (encoded) => {
    for (const text of ['x://{a}', 'x://{+a}']) expect(match(text, `x://${encoded}`)).toBeUndefined();
    expect(match('x://b{?a}', `x://b?a=${encoded}`)).toBeUndefined();
  });

  it.each(['%', '%4', '%zz', 'a%', '%4g', '%ff', '%C3', '%C3%28', '%c0%af', '%c0%ae%c0%ae', '%ed%a0%80', '%%41'])(
    'is never the broken %s',
    (encoded) => {
      for (const text of ['x://{a}', 'x://{+a}']) expect(match(text, `x://${encoded}`)).toBeUndefined();
      expect(match('x://b{?a}', `x://b?a=${encoded}`)).toBeUndefined();
    },
  );
});

describe('the values of a match', () => {
  it('may be called as members of objects are', () => {
    const values = match('x://{__proto__}/{constructor}{?toString}', 'x://1/2');
    expect(Object.entries(values ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(values?.toString).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, '1')).toBe(false);
  });
});

describe('a long URI', () => {
  it('matches up to 8,192 characters', () => {
    expect(match('x://{a}', `x://${'a'.repeat(8_188)}`)).toEqual({ a: 'a'.repeat(8_188) });
    expect(match('x://{a}', `x://${'a'.repeat(8_189)}`)).toBeUndefined();
    expect(match('x://{+a,b}', `x://${','.repeat(50_000)}`)).toBeUndefined();
  });

  it.each([
    ['commas', 'x://{+a,b,c,d,e}', ',', ' '],
    ['commas that do not match', 'x://{+a,b,c,d,e}/end', ',', ''],
    ['slashes', 'x://{+a}/{+b}/{+c}/{+d}/end', '/', ''],
    ['slashes before what is no URI', 'x://{+a}/{+b}/{+c}/{d}', '/', ' '],
    ['paths', 'x://{+a}/{b}/{+c}/{d}.{+e}', 'a/', ' '],
    ['dots', 'x://{a}{.b,c,d}', '.a', ' '],
    ['repeated literals', 'x://{a}a{b}aa{c}aaa{d}', 'a', '!b/'],
    ['broken encoding', 'x://{+a}-{b}-{c}', '-a', '%'],
    ['encoded bytes', 'x://{a}%41{b}%41%41{c}', '%41', '/'],
    ['parameters', 'x://{+a}{;b,c}/{+d}', ';b=1;c=/', ' '],
    ['ampersands', 'x://{+a}{?b,c}', '&b=', '?b=1&c=2&d'],
    ['a query value', 'x://{+a}-{b}{?c}', '-', '?c=1&d'],
  ])('of %s takes time in proportion to its length', (_what, text, repeated, last) => {
    const template = parseUriTemplate(text, 'resource "x"');
    expect(growth(template, (length) => `x://a${repeated.repeat(length / repeated.length)}${last}`)).toBeLessThan(28);
  });
});

describe('a long template', () => {
  it('has up to 2,048 characters', () => {
    const names = Array.from({ length: 500 }, (_, index) => `v${index.toString(36)}`).join();
    const template = parseUriTemplate(`x://{${names}}`, 'resource "x"');
    const uri = `x://${names}`;
    expect(Object.keys(template.match(uri) ?? {})).toEqual(template.variables);
    expect(() => parseUriTemplate(`x://{${','.repeat(50_000)}}`, 'resource "x"')).toThrow(
      'resource "x" has a URI template of 50006 characters: use 2048 at most.',
    );
  });

  it.each([
    ['reserved variables', 'aa//', (index: number) => `{+v${index}}/`],
    ['simple variables', 'aaaa', (index: number) => `{v${index}}a`],
  ])('of %s matches in time in proportion to the length of the URI', (_what, repeated, part) => {
    const text = Array.from({ length: 12 }, (_, index) => part(index)).join('');
    const template = parseUriTemplate(`x://${text}`, 'resource "x"');
    expect(growth(template, (length) => `x://${repeated.repeat(length / 4)} `)).toBeLessThan(28);
  });
});
