import { isQueryOperator } from './template-operator.js';
import type { TemplatePart, TemplateRefusal } from './template-parts.js';

/** Throws what `refusal` makes of parts that are well written, but that no URI could be matched against without guessing. */
export function checkTemplate(parts: readonly TemplatePart[], refusal: TemplateRefusal): void {
  const names = new Set<string>();
  for (const [index, part] of parts.entries()) {
    if (isQuery(part) && parts.slice(0, index).some(isQuery)) {
      throw refusal('it has a second query: name all query variables in the first one.');
    }
    checkBorder(parts[index - 1], part, refusal);
    if (typeof part === 'string') continue;
    for (const name of part.names) {
      if (names.has(name)) throw refusal(`the variable "${name}" is there twice: give each its own name.`);
      names.add(name);
    }
  }
  if (names.size === 0) throw refusal('it has no variable: add one such as "{id}", or give it as a plain "uri".');
}

function checkBorder(before: TemplatePart | undefined, part: TemplatePart, refusal: TemplateRefusal): void {
  if (before === undefined || typeof before === 'string') return;
  const text = typeof part === 'string' ? part : part.text;
  const operator = typeof part === 'string' ? undefined : part.operator;
  if (isQuery(before) && !text.startsWith('#') && operator !== '#') {
    throw refusal(`"${text}" follows ${before.text}: a query comes last, or has only a fragment behind it.`);
  }
  if (operator === '' || operator === '+') {
    throw refusal(`nothing tells ${before.text} from ${text}: put text such as "/" between them.`);
  }
}

function isQuery(part: TemplatePart): boolean {
  return typeof part !== 'string' && isQueryOperator(part.operator);
}
