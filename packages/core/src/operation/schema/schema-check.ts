/** One thing wrong with a value: where, as a dotted path (empty for the value itself), and what. */
export interface SchemaIssue {
  readonly path: string;
  readonly message: string;
}

export type SchemaVerdict = { readonly value: unknown } | { readonly issues: readonly SchemaIssue[] };

/** A compiled schema: what clients are shown, and the check. */
export interface CheckedSchema {
  /** JSON Schema as advertised. */
  readonly advertised: Readonly<Record<string, unknown>>;
  /** A promise only where the schema has asynchronous parts. */
  check(value: unknown): SchemaVerdict | Promise<SchemaVerdict>;
}

/** More than this many issues help nobody. */
export const shownIssues = 20;

/** `city: expected string; days: too big` — at most twenty issues. */
export function describeIssues(issues: readonly SchemaIssue[]): string {
  const texts = issues
    .slice(0, shownIssues)
    .map(({ path, message }) => cut(path === '' ? message : `${path}: ${message}`));
  const rest = issues.length - texts.length;
  return rest > 0 ? `${texts.join('; ')}; and ${rest} more` : texts.join('; ');
}

/** A path is written by the caller, and may be as long as a request. */
function cut(text: string): string {
  return text.length > 256 ? `${text.slice(0, 256)}…` : text;
}
