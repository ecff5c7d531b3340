const separators = { '': ',', '+': ',', '#': ',', '.': '.', '/': '/', ';': ';', '?': '&', '&': '&' } as const;

/** An operator of RFC 6570, levels 1 to 3; `''` is simple expansion. */
export type Operator = keyof typeof separators;

/** Whether text is an operator, the empty one included. */
export function isOperator(text: string): text is Operator {
  return Object.hasOwn(separators, text);
}

/** Whether the variables of an operator are query parameters. */
export function isQueryOperator(operator: Operator | undefined): operator is '?' | '&' {
  return operator === '?' || operator === '&';
}

/** What an expansion has before its first variable and before each other one. */
export function separatorsOf(operator: Operator): { readonly first: string; readonly next: string } {
  return { first: operator === '+' ? '' : operator, next: separators[operator] };
}
