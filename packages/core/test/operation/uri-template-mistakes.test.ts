import { expect, it } from '@jest/globals';
import { parseUriTemplate } from '../../src/operation/resource/uri-template.js';

const mistakes: readonly (readonly [template: string, reason: string])[] = [
  ['db://{schema', '"{schema" is not closed: add "}".'],
  ['db://schema}/{x}', 'a "}" in "db://schema}/" closes nothing: add "{" or write "%7D".'],
  ['db://{x}}', 'a "}" in "}" closes nothing: add "{" or write "%7D".'],
  ['db://{a{b}}', '"{a{b}" has a second "{": close the first one before it.'],
  ['db://{=a}', '{=a} has the unknown operator "=": use one of + # . / ; ? & or none.'],
  ['db://{|a}', '{|a} has the unknown operator "|": use one of + # . / ; ? & or none.'],
  ['db://{😀}', '{😀} has the unknown operator "😀": use one of + # . / ; ? & or none.'],
  ['db://{a*}', '"a*" in {a*} is of level 4, which cannot be matched: use "a".'],
  ['db://{?a,b:3}', '"b:3" in {?a,b:3} is of level 4, which cannot be matched: use "b".'],
  ['db://{}', '"" in {} is not the name of a variable: use letters, digits, "_" and inner dots.'],
  ['db://{+}', '"" in {+} is not the name of a variable: use letters, digits, "_" and inner dots.'],
  ['db://{a,}', '"" in {a,} is not the name of a variable: use letters, digits, "_" and inner dots.'],
  ['db://{ a }', '" a " in { a } is not the name of a variable: use letters, digits, "_" and inner dots.'],
  ['db://{a-b}', '"a-b" in {a-b} is not the name of a variable: use letters, digits, "_" and inner dots.'],
  ['db://{a..b}', '"a..b" in {a..b} is not the name of a variable: use letters, digits, "_" and inner dots.'],
  ['db://{%zz}', '"%zz" in {%zz} is not the name of a variable: use letters, digits, "_" and inner dots.'],
  ['db://{a}/{a}', 'the variable "a" is there twice: give each its own name.'],
  ['db://{a,b,a}', 'the variable "a" is there twice: give each its own name.'],
  ['db://{a}{b}', 'nothing tells {a} from {b}: put text such as "/" between them.'],
  ['db://{+a}{b}', 'nothing tells {+a} from {b}: put text such as "/" between them.'],
  ['db://{/a}{+b}', 'nothing tells {/a} from {+b}: put text such as "/" between them.'],
  ['db://{;a}{b}', 'nothing tells {;a} from {b}: put text such as "/" between them.'],
  ['db://{?a}/b', '"/b" follows {?a}: a query comes last, or has only a fragment behind it.'],
  ['db://{?a}{b}', '"{b}" follows {?a}: a query comes last, or has only a fragment behind it.'],
  ['db://{?a}{&b}', 'it has a second query: name all query variables in the first one.'],
  ['db://{?a}#{?b}', 'it has a second query: name all query variables in the first one.'],
  ['db://schema', 'it has no variable: add one such as "{id}", or give it as a plain "uri".'],
  ['', 'it has no variable: add one such as "{id}", or give it as a plain "uri".'],
  ['db://a b/{x}', '" " cannot be in a URI: percent-encode it.'],
  ['db://a\\b/{x}', '"\\\\" cannot be in a URI: percent-encode it.'],
  ['db://100%/{x}', '"%" cannot be in a URI: percent-encode it.'],
  ['db://\u0000/{x}', '"\\u0000" cannot be in a URI: percent-encode it.'],
  ['db://\ud800/{x}', '"\\ud800" cannot be in a URI: percent-encode it.'],
];

it.each(mistakes)('refuses %j and says why', (template, reason) => {
  const message = `resource "schema" has the URI template ${JSON.stringify(template)}: ${reason}`;
  expect(() => parseUriTemplate(template, 'resource "schema"')).toThrow(new TypeError(message));
});
