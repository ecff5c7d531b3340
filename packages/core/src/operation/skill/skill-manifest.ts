// Quoted everywhere else, because YAML of 1.1 reads keys such as `y` and `on` as booleans.
const plainKeys = new Set(['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools']);
// YAML of 1.1 takes some of these for line ends, and none of them unescaped.
const escaped = /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

/**
 * Text of a `SKILL.md` (Agent Skills). Each value of its frontmatter is JSON, which is YAML too: no two readers of YAML see
 * different things in it.
 */
export function skillManifest(frontmatter: Readonly<Record<string, unknown>>, instructions: string): string {
  const lines = Object.entries(frontmatter).flatMap(([key, value]) =>
    value === undefined ? [] : `${plainKeys.has(key) ? key : quoted(key)}: ${quoted(value)}\n`,
  );
  return `---\n${lines.join('')}---\n\n${instructions}`;
}

function quoted(value: unknown): string {
  return JSON.stringify(value).replace(
    escaped,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
