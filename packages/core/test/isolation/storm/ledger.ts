import { foreignMarks, type Identity } from './canaries.js';

const counted = ['calls', 'bytes', 'questions', 'drops', 'resumed', 'polls', 'updates', 'thefts'] as const;

type Figure = (typeof counted)[number];

/** Looks through everything that clients receive, and counts. */
export class Ledger {
  readonly #figures = new Map<Figure, number>(counted.map((figure) => [figure, 0]));

  get figures(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#figures);
  }

  get calls(): number {
    return this.#figures.get('calls') ?? 0;
  }

  count(figure: Figure, by = 1): void {
    this.#figures.set(figure, (this.#figures.get(figure) ?? 0) + by);
  }

  /** Throws for a text in which anything is of somebody else, or where `call` is given, of another call. */
  received(client: Identity, text: string, call?: number): void {
    this.count('bytes', text.length);
    const foreign = foreignMarks(text, client, call);
    if (foreign.length === 0) return;
    throw new Error(`Client ${client.index} (${client.name}), call ${call}, got ${foreign.join(', ')} in:\n${text}`);
  }

  /** Throws unless an answer holds all of what was expected. */
  answered(client: Identity, text: string, expected: readonly string[]): void {
    this.count('calls');
    const missing = expected.filter((part) => !text.includes(part));
    if (missing.length === 0) return;
    throw new Error(`Client ${client.index} (${client.name}) did not get ${missing.join(', ')} in:\n${text}`);
  }
}
