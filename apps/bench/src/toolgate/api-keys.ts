/** What the first of the callers presents. */
export const secret = 'tg_benchmark-key-of-more-than-sixteen-characters';

/** Keys by label; each may call `echo`. */
export function apiKeys(count: number): Record<string, { readonly secret: string; readonly permissions: string[] }> {
  const record = (key: string) => ({ secret: key, permissions: ['bench'] });
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `caller-${index}`,
      record(index === 0 ? secret : `${secret}-${index}`),
    ]),
  );
}
