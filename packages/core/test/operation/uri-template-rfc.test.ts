import { describe, expect, it } from '@jest/globals';
import { parseUriTemplate } from '../../src/operation/resource/uri-template.js';
import { expandUriTemplate } from './uri-template-expand.js';

/** The values of RFC 6570, 1.2 and 3.2. */
const values = {
  var: 'value',
  hello: 'Hello World!',
  half: '50%',
  who: 'fred',
  base: 'http://example.com/home/',
  path: '/foo/bar',
  empty: '',
  v: '6',
  x: '1024',
  y: '768',
} as const;

const examples: readonly (readonly [template: string, uri: string])[] = [
  ['{var}', 'value'],
  ['{hello}', 'Hello%20World%21'],
  ['{half}', '50%25'],
  ['O{empty}X', 'OX'],
  ['{+var}', 'value'],
  ['{+hello}', 'Hello%20World!'],
  ['{+half}', '50%25'],
  ['{base}index', 'http%3A%2F%2Fexample.com%2Fhome%2Findex'],
  ['{+base}index', 'http://example.com/home/index'],
  ['O{+empty}X', 'OX'],
  ['{+path}/here', '/foo/bar/here'],
  ['here?ref={+path}', 'here?ref=/foo/bar'],
  ['X{#var}', 'X#value'],
  ['X{#hello}', 'X#Hello%20World!'],
  ['map?{x,y}', 'map?1024,768'],
  ['{x,hello,y}', '1024,Hello%20World%21,768'],
  ['{x,empty}', '1024,'],
  ['{+x,hello,y}', '1024,Hello%20World!,768'],
  ['{+path,x}/here', '/foo/bar,1024/here'],
  ['{#x,hello,y}', '#1024,Hello%20World!,768'],
  ['{#path,x}/here', '#/foo/bar,1024/here'],
  ['{#half}', '#50%25'],
  ['foo{#empty}', 'foo#'],
  ['X{.var}', 'X.value'],
  ['X{.x,y}', 'X.1024.768'],
  ['X{.empty}', 'X.'],
  ['{.who}', '.fred'],
  ['{.half,who}', '.50%25.fred'],
  ['{/var}', '/value'],
  ['{/var,x}/here', '/value/1024/here'],
  ['{/who}', '/fred'],
  ['{/half,who}', '/50%25/fred'],
  ['{/var,empty}', '/value/'],
  ['{;who}', ';who=fred'],
  ['{;half}', ';half=50%25'],
  ['{;empty}', ';empty'],
  ['{;v,empty,who}', ';v=6;empty;who=fred'],
  ['{;x,y}', ';x=1024;y=768'],
  ['{;x,y,empty}', ';x=1024;y=768;empty'],
  ['{?who}', '?who=fred'],
  ['{?half}', '?half=50%25'],
  ['{?x,y}', '?x=1024&y=768'],
  ['{?x,y,empty}', '?x=1024&y=768&empty='],
  ['?fixed=yes{&x}', '?fixed=yes&x=1024'],
  ['{&x,y,empty}', '&x=1024&y=768&empty='],
];

/** Empty where an expansion leaves no trace of which variable it was: a matcher wants at least one character there. */
const unmatched: ReadonlySet<string> = new Set([
  'O{empty}X',
  'O{+empty}X',
  '{x,empty}',
  'foo{#empty}',
  'X{.empty}',
  '{/var,empty}',
]);

describe('the examples of RFC 6570', () => {
  it.each(examples)('expand %s to %s', (template, uri) => {
    expect(expandUriTemplate(template, values)).toBe(uri);
  });

  it.each(examples.filter(([template]) => !unmatched.has(template)))('give %s its values back from %s', (text, uri) => {
    const template = parseUriTemplate(text, 'resource "x"');
    const expected = Object.entries(values).filter(([name]) => template.variables.includes(name));
    expect(template.match(uri)).toEqual(Object.fromEntries(expected));
  });

  it.each(examples.filter(([template]) => unmatched.has(template)))('do not match %s against %s', (text, uri) => {
    expect(parseUriTemplate(text, 'resource "x"').match(uri)).toBeUndefined();
  });

  it.each(['{x,x}', '{var}{x}', '{+x}{y}', '{/var:1,var}', '{?list*}', '{var:30}', '{keys*}'])(
    '%s is refused, being ambiguous or of level 4',
    (text) => {
      expect(() => parseUriTemplate(text, 'resource "x"')).toThrow(TypeError);
    },
  );
});
