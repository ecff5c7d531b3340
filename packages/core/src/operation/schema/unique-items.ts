import type { FuncKeywordDefinition } from 'ajv';

/** `uniqueItems` in time linear in the size of the list. ajv compares every pair: one request of 350 KB would block for ten seconds. */
export const uniqueItems: FuncKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must not have the same item twice' },
  compile: (wanted: boolean) => (items: readonly unknown[]) =>
    !wanted || new Set(items.map(canonical)).size === items.length,
};

/** Text that is the same for equal JSON values: keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => (isPlain(inner) ? sorted(inner) : inner));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
