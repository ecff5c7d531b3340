import { describe, expect, it } from '@jest/globals';
import { parseUriTemplate } from '../../src/operation/resource/uri-template.js';

const match = (text: string, uri: string) => parseUriTemplate(text, 'resource "x"').match(uri);

describe('a template', () => {
  it('keeps its text and lists its variables in order', () => {
    const template = parseUriTemplate('db://{schema}/{table}{?limit,page}', 'resource "x"');
    expect(template.text).toBe('db://{schema}/{table}{?limit,page}');
    expect(template.variables).toEqual(['schema', 'table', 'limit', 'page']);
  });

  it('matches a URI from its first to its last character', () => {
    expect(match('db://{schema}/tables', 'db://public/tables')).toEqual({ schema: 'public' });
    expect(match('db://{schema}/tables', 'xdb://public/tables')).toBeUndefined();
    expect(match('db://{schema}/tables', 'db://public/tables/')).toBeUndefined();
    expect(match('db://{schema}/tables', 'db://public/TABLES')).toBeUndefined();
    expect(match('db://{schema}/tables', 'db://public')).toBeUndefined();
    expect(match('db://{schema}', '')).toBeUndefined();
  });

  it.each([
    ['a.b+c(d)[e]*$://{x}', 'a.b+c(d)[e]*$://1', 'axb+c(d)[e]*$://1'],
    ['x://a?b={x}', 'x://a?b=1', 'x://b=1'],
    ['x://(a+)+{x}', 'x://(a+)+1', 'x://aa1'],
    ['x://.*/{x}', 'x://.*/1', 'x://ab/1'],
    ['x://$&/{x}/$1', 'x://$&/1/$1', 'x://$/1/$1'],
  ])('takes the literals of %s as they are', (text, uri, other) => {
    expect(match(text, uri)).toEqual({ x: '1' });
    expect(match(text, other)).toBeUndefined();
  });

  it('matches literals beyond ASCII in the encoded form that a URI has', () => {
    expect(match('x://straße/{id}', 'x://stra%C3%9Fe/1')).toEqual({ id: '1' });
    expect(match('x://straße/{id}', 'x://straße/1')).toBeUndefined();
    expect(match('x://%7B/{id}', 'x://%7B/1')).toEqual({ id: '1' });
  });

  it('may have variables with dots, digits, underscores and encoded bytes in their names', () => {
    expect(match('x://{a.b_1}/{%C3%BC}{?c.d}', 'x://1/2?c.d=3')).toEqual({ 'a.b_1': '1', '%C3%BC': '2', 'c.d': '3' });
  });

  it('matches again and again alike', () => {
    const template = parseUriTemplate('x://{a}', 'resource "x"');
    expect([template.match('x://1'), template.match('x://'), template.match('x://1')]).toEqual([
      { a: '1' },
      undefined,
      { a: '1' },
    ]);
  });
});

describe('a simple variable', () => {
  it('has at least one character', () => {
    expect(match('x://{a}/{b}', 'x:///b')).toBeUndefined();
    expect(match('x://{a}/{b}', 'x://a/')).toBeUndefined();
  });

  it.each(['/', '?', '#', ':', '@', '[', ']', '$', '&', '+', ',', ';', '=', ' ', '"', '<', '^', '{', '\\', 'é', '😀'])(
    'has no %j that is not encoded',
    (character) => {
      expect(match('x://{a}', `x://1${character}2`)).toBeUndefined();
      expect(match('x://{a}', `x://1${encodeURIComponent(character)}2`)).toEqual({ a: `1${character}2` });
    },
  );

  it('accepts all that encodeURIComponent makes of a text', () => {
    const name = "O'Brien (it's) *here*! 1~2_3-4.5 100% ü 漢";
    expect(match('x://{name}', `x://${encodeURIComponent(name)}`)).toEqual({ name });
  });

  it('reads encoded bytes in either case, once', () => {
    expect(match('x://{a}', 'x://%c3%BC%2f')).toEqual({ a: 'ü/' });
    expect(match('x://{a}', 'x://%2541')).toEqual({ a: '%41' });
  });

  it('is as short as the rest allows', () => {
    expect(match('x://{a}-{b}', 'x://1-2-3')).toEqual({ a: '1', b: '2-3' });
    expect(match('x://{name}.json', 'x://a.json.json')).toEqual({ name: 'a.json' });
    expect(match('x://{a}--{b}', 'x://1---2')).toEqual({ a: '1', b: '-2' });
    expect(match('x://{a}%41{b}', 'x://%41%41%41')).toEqual({ a: 'A', b: 'A' });
  });
});

describe('a reserved variable', () => {
  it('may have slashes, question marks and hashes', () => {
    expect(match('file:///{+path}', 'file:///a/b?c#d')).toEqual({ path: 'a/b?c#d' });
  });

  it('leaves to simple variables what is theirs', () => {
    expect(match('file:///{+path}/{name}', 'file:///a/b/c')).toEqual({ path: 'a/b', name: 'c' });
    expect(match('x://{+a}-{b}', 'x://1-2/3-4')).toEqual({ a: '1-2/3', b: '4' });
    expect(match('x://{+a}{/b}{.c}', 'x://1/2/3.4')).toEqual({ a: '1/2', b: '3', c: '4' });
  });

  it('leaves the query to the query variables', () => {
    expect(match('x://{+path}{?q}', 'x://a/b&c?q=1')).toEqual({ path: 'a/b&c', q: '1' });
    expect(match('x://{+path}{?q}', 'x://a/b?z=1')).toBeUndefined();
    expect(match('x://{+path}?v=1{&q}', 'x://a/b?v=1&q=2')).toEqual({ path: 'a/b', q: '2' });
    expect(match('x://{+path}?v=1{&q}', 'x://a/b?v=1&z=2')).toBeUndefined();
    expect(match('x://{+path}?v={+v}{&q}', 'x://a/b?v=1&z=2')).toBeUndefined();
  });
});

describe('path-style parameters', () => {
  it('have a value, or none for an empty one', () => {
    expect(match('x://a{;b,c}', 'x://a;b=1;c')).toEqual({ b: '1', c: '' });
    expect(match('x://a{;b}/d', 'x://a;b/d')).toEqual({ b: '' });
  });

  it('keep their order and are all there', () => {
    for (const uri of ['x://a;c=1;b=2', 'x://a;b=1', 'x://a', 'x://a;b=1;c=', 'x://a;bb=1;c', 'x://a;b=1;c=2;d=3']) {
      expect(match('x://a{;b,c}', uri)).toBeUndefined();
    }
  });
});

describe('query variables', () => {
  it.each([
    ['x://a', {}],
    ['x://a?limit=1', { limit: '1' }],
    ['x://a?page=2', { page: '2' }],
    ['x://a?limit=1&page=2', { limit: '1', page: '2' }],
    ['x://a?page=2&limit=1', { limit: '1', page: '2' }],
    ['x://a?limit=', { limit: '' }],
    ['x://a?limit=%26page%3D2', { limit: '&page=2' }],
  ])('of %s are %j', (uri, values) => {
    expect(match('x://a{?limit,page}', uri)).toEqual(values);
  });

  it.each(['?', '?limit', '?limit=1&', '?&limit=1', '?limit=1&limit=2', '?other=1', '?limit=1&other=2', '?Limit=1'])(
    'are not those of %s: one resource keeps one URI',
    (query) => {
      expect(match('x://a{?limit,page}', `x://a${query}`)).toBeUndefined();
    },
  );

  it.each(['&limit=1', '?limit=1?page=2', '?limit=1#', '?limit=a+b', '?limit=a/b', '?%6Cimit=1', '?limit==1'])(
    'are not those of %s, which no expansion gives',
    (query) => {
      expect(match('x://a{?limit,page}', `x://a${query}`)).toBeUndefined();
    },
  );

  it('may continue a literal query, and have a fragment behind them', () => {
    expect(match('x://a?v=1{&b,c}', 'x://a?v=1&c=2')).toEqual({ c: '2' });
    expect(match('x://a?v=1{&b,c}', 'x://a?c=2&v=1')).toBeUndefined();
    expect(match('x://a{?b}{#c}', 'x://a?b=1#2?b=3')).toEqual({ b: '1', c: '2?b=3' });
    expect(match('x://a{?b}#c', 'x://a#c')).toEqual({});
  });
});
