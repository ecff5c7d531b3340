import { isOperator, type Operator } from './template-operator.js';

/** `{?limit,page}`: the operator `?` with its variables. */
export interface TemplateExpression {
  readonly text: string;
  readonly operator: Operator;
  readonly names: readonly string[];
}

/** Literal text, as it is in a URI, or an expression. */
export type TemplatePart = string | TemplateExpression;

/** Makes the error for a template out of what is wrong with it. */
export type TemplateRefusal = (reason: string) => TypeError;

// RFC 6570, 2.1, with the quote that its errata allow.
const forbidden = /[\p{Cc}\p{Cs} "<>\\^`|]|%(?![0-9a-f]{2})/iu;
const variableName = /^(?:\w|%[0-9a-f]{2})+(?:\.(?:\w|%[0-9a-f]{2})+)*$/i;

/** Splits a template (RFC 6570, level 3) into literals and expressions. Throws what `refusal` makes of a mistake in the syntax. */
export function templateParts(text: string, refusal: TemplateRefusal): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let index = 0;
  while (index < text.length) {
    const open = text.indexOf('{', index);
    const literal = text.slice(index, open < 0 ? undefined : open);
    if (literal !== '') parts.push(readLiteral(literal, refusal));
    if (open < 0) break;
    const close = text.indexOf('}', open);
    if (close < 0) throw refusal(`"${text.slice(open)}" is not closed: add "}".`);
    parts.push(readExpression(text.slice(open + 1, close), refusal));
    index = close + 1;
  }
  return parts;
}

function readLiteral(literal: string, refusal: TemplateRefusal): string {
  if (literal.includes('}')) throw refusal(`a "}" in "${literal}" closes nothing: add "{" or write "%7D".`);
  const found = forbidden.exec(literal);
  if (found !== null) throw refusal(`${JSON.stringify(found[0])} cannot be in a URI: percent-encode it.`);
  return literal.replace(/[^ -~]+/gu, encodeURIComponent);
}

function readExpression(body: string, refusal: TemplateRefusal): TemplateExpression {
  const text = `{${body}}`;
  if (body.includes('{')) throw refusal(`"${text}" has a second "{": close the first one before it.`);
  const operator = /^[^\w%,\s]/u.exec(body)?.[0] ?? '';
  if (!isOperator(operator)) {
    throw refusal(`${text} has the unknown operator "${operator}": use one of + # . / ; ? & or none.`);
  }
  const names = body.slice(operator.length).split(',');
  for (const name of names) {
    const [plain] = name.split(/\*$|:\d*$/);
    if (plain !== name) throw refusal(`"${name}" in ${text} is of level 4, which cannot be matched: use "${plain}".`);
    if (variableName.test(name)) continue;
    throw refusal(`"${name}" in ${text} is not the name of a variable: use letters, digits, "_" and inner dots.`);
  }
  return { text, operator, names };
}
