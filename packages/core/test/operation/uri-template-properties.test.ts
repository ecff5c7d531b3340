import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseUriTemplate } from '../../src/operation/resource/uri-template.js';
import { expandUriTemplate } from './uri-template-expand.js';

const isSafe = (value: string) =>
  !/\p{Cc}/u.test(value) && value.split(/[/\\]/).every((segment) => segment !== '.' && segment !== '..');

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'a1/\\.%-,;=&?#+ !{}'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
});
const safeText = anyText.filter(isSafe);
const filledText = safeText.filter((value) => value !== '');
/** What reserved expansion keeps apart: it passes encoded bytes through, and separates by commas. */
const reservedText = filledText.filter((value) => !/%[0-9a-f]{2}|,/i.test(value));

const operators: readonly (readonly [template: string, values: fc.Arbitrary<string>])[] = [
  ['x://{a}', filledText],
  ['x://{a}/{b}?{c}', filledText],
  ['x://{+a}', reservedText],
  ['x://{#a}', reservedText],
  ['x://{a,b,c}', filledText],
  ['x://{+a,b,c}', reservedText],
  ['x://{#a,b,c}', reservedText],
  ['x://{.a,b,c}', filledText.filter((value) => !value.includes('.'))],
  ['x://{/a,b,c}', filledText],
  ['x://{;a,b,c}', safeText],
  ['x://{?a,b,c}', safeText],
  ['x://y?z={a}{&b,c}', filledText],
  ['x://{/a}{;b}{?c}', filledText],
  ['x://{a}{?b}{#c}', reservedText],
];

describe.each(operators)('%s', (text, value) => {
  const template = parseUriTemplate(text, 'resource "x"');

  it('gives back the values it is expanded with', () => {
    fc.assert(
      fc.property(fc.record({ a: value, b: value, c: value }), (all) => {
        const values = Object.fromEntries(Object.entries(all).filter(([name]) => template.variables.includes(name)));
        expect(template.match(expandUriTemplate(text, values))).toEqual(values);
      }),
    );
  });
});

it('gives back the query variables that are there, in any order', () => {
  const query = fc.record({ a: safeText, b: safeText, c: safeText }, { requiredKeys: [] });
  const template = parseUriTemplate('x://y{?a,b,c}', 'resource "x"');
  const order = fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 3 });
  fc.assert(
    fc.property(query, order, (values, names) => {
      expect(template.match(expandUriTemplate(`x://y{?${names.join()}}`, values))).toEqual(values);
    }),
  );
});

/** Templates in which text may belong to one variable or another, over an alphabet small enough to meet all cases. */
const expressions = ['{a}', '{+a}', '{#a}', '{.a}', '{/a}', '{a,b}', '{+a,b}', '{.a,b}', '{/a,b}', '{;a}', '{;a,b}'];
const literals = ['', 'a', 'aa', '.', '/', ',', '#', 'a/', '%41'];
const ambiguous = fc
  .array(fc.tuple(fc.constantFrom(...expressions), fc.constantFrom(...literals)), { minLength: 1, maxLength: 4 })
  .map((parts) =>
    parts
      .map(([expression, literal], index) => literal + expression.replace(/\w/g, (name) => `${name}${index}`))
      .join(''),
  )
  .filter((template) => !/\}\{\+?\w/.test(template));
const smallUri = fc.array(fc.constantFrom('a', 'a', 'b', '.', '/', ',', '#', ';', '=', '%41'), { maxLength: 14 });

/** The same rule as a regular expression, which may backtrack: as short as the rest allows. */
function asExpression(template: string): RegExp {
  const source = template.replace(/\{([+#./;]?)([^}]*)\}|[^{]+/g, (literal, operator?: string, list?: string) => {
    if (operator === undefined || list === undefined) return literal.replace(/[./]/g, '\\$&');
    const characters = operator === '+' || operator === '#' ? '[ab0-4./,#;=]' : '[ab0-4.]';
    const values = list.split(',').map((name) => {
      const value = `(?<${name}>(?:${characters}|%41)+?)`;
      return operator === ';' ? `${name}(?:=${value})??` : value;
    });
    const first = operator === '+' ? '' : `[${operator}]`.replace('[]', '');
    return first + values.join(/^[./;]/.test(operator) ? first : ',');
  });
  return new RegExp(`^${source}$`);
}

/** A URI much like one of the template: its expressions give way to pieces of `random`. */
function resembling(template: string, random: readonly string[]): string {
  return template.replace(/\{\+?([#./;]?)([^}]*)\}/g, (_, first: string, list: string) => {
    const chunk = (name: string) => random.slice(Number(name.slice(1)) * 2).join('') || 'b';
    const texts = list.split(',').map((name) => (first === ';' ? `${name}=${chunk(name)}` : chunk(name)));
    return first + texts.join(/^[./;]/.test(first) ? first : ',');
  });
}

it('matches what a backtracking matcher matches, with the same values', () => {
  fc.assert(
    fc.property(ambiguous, smallUri, fc.boolean(), (text, random, similar) => {
      const uri = similar ? resembling(text, random) : random.join('');
      const groups = asExpression(text).exec(uri)?.groups;
      const values = Object.entries<string | undefined>(groups ?? {});
      const decoded = values.map(([name, value = '']) => [name, value.replaceAll('%41', 'A')] as const);
      const safe = decoded.every(([, value]) => isSafe(value));
      const expected = groups === undefined || !safe ? undefined : Object.fromEntries(decoded);
      expect(parseUriTemplate(text, 'resource "x"').match(uri)).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});

it('answers every text with safe values or nothing', () => {
  const template = parseUriTemplate('x://{+a}/{b}{?c}', 'resource "x"');
  const uri = fc.string({ unit: fc.constantFrom(...'ab./\\%2eEfF05C?c=&#') });
  fc.assert(
    fc.property(uri, (rest) => {
      const values = Object.values(template.match(`x://${rest}`) ?? {});
      expect(values.every(isSafe)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
