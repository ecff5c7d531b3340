import { isQueryOperator, separatorsOf } from './template-operator.js';
import type { TemplateExpression, TemplatePart } from './template-parts.js';
import type { TemplatePiece, ValuePiece } from './template-piece.js';
import { plainCharacters, reservedCharacters, type UriCharacters } from './uri-characters.js';

const allReserved = reservedCharacters('');

/** The pieces that match the parts of a template, in order. */
export function templatePieces(parts: readonly TemplatePart[]): readonly TemplatePiece[] {
  const operators = parts.map((part) => (typeof part === 'string' ? undefined : part.operator));
  const query = operators.findIndex(isQueryOperator);
  // A reserved value before a query must not swallow it, or parameters that nobody declared would pass as part of it.
  const beforeQuery = reservedCharacters(operators[query] === '&' ? '?#&' : '?#');
  return parts.flatMap((part, index) => {
    if (typeof part === 'string') return { kind: 'literal', text: part };
    return expressionPieces(part, index < query ? beforeQuery : allReserved);
  });
}

function expressionPieces({ operator, names }: TemplateExpression, reserved: UriCharacters): readonly TemplatePiece[] {
  if (isQueryOperator(operator)) return [{ kind: 'query', first: operator, names }];
  const allowed = operator === '+' || operator === '#' ? reserved : plainCharacters;
  const { first, next } = separatorsOf(operator);
  return names.flatMap((name, index): readonly TemplatePiece[] => {
    const separator = index === 0 ? first : next;
    const value: ValuePiece = { kind: 'value', name, allowed };
    if (separator === '') return [value];
    const literal: TemplatePiece = { kind: 'literal', text: operator === ';' ? `;${name}` : separator };
    return [literal, operator === ';' ? { kind: 'parameter', value } : value];
  });
}
