import { bearer } from '../../identity/token-auth.js';

/** How many groups the principals belong to, each with a tool of its own. */
export const groups = 5;

/** One client of a storm. Two clients each are one principal in two sessions. */
export interface Identity {
  readonly index: number;
  /** Of the principal, such as `p.7.p`: it stands for the principal wherever it is seen. */
  readonly name: string;
  /** Such as `g.2.g`. */
  readonly group: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function identity(index: number): Identity {
  const principal = Math.floor(index / 2);
  const name = `p.${principal}.p`;
  return { index, name, group: groupName(principal % groups), headers: bearer(name) };
}

/** The name of a group, by its number. */
export function groupName(number: number): string {
  return `g.${number}.g`;
}

/** What one call of one client is known by, wherever a piece of it turns up. */
export function canary({ index }: Identity, call: number): string {
  return `c.${index}.${call}.c`;
}

/** The canary in a text, such as the question of a call. */
export function canaryIn(text: unknown): string {
  return /c\.\d+\.\d+\.c/.exec(String(text))?.[0] ?? 'none';
}

/** Marks in a text that are not those of a client, and where `call` is given not of that call. */
export function foreignMarks(text: string, { index, name, group }: Identity, call?: number): readonly string[] {
  const own = call === undefined ? `c.${index}.` : `c.${index}.${call}.c`;
  // No id of the server's making has a dot between digits, so none can look like a mark.
  const marks = text.match(/c\.\d+\.\d+\.c|[pg]\.\d+\.[pg]/g) ?? [];
  return marks.filter((mark) => !(mark.startsWith(own) || mark === name || mark === group));
}
