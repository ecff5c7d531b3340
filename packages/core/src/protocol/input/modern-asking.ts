import { type Accept, type Asking, InputNeeded, type InputRequest } from '../../call/asking.js';

type Answers = Readonly<Record<string, unknown>>;

/** Questions as rounds of the same call: what has no answer yet ends the handler, which runs again with it (MCP 2026-07-28, multi round-trip requests). */
export class ModernAsking implements Asking {
  readonly #answers: Map<string, unknown>;
  readonly #accepted: Map<string, unknown>;
  #unanswered: Map<string, InputRequest> | undefined;

  /** `earlier` are answers of earlier rounds, `given` those of this one. */
  constructor(earlier: Answers, given: Answers) {
    this.#accepted = new Map(Object.entries(earlier));
    this.#answers = new Map([...Object.entries(given), ...this.#accepted]);
  }

  get unanswered(): Readonly<Record<string, InputRequest>> | undefined {
    return this.#unanswered === undefined ? undefined : Object.fromEntries(this.#unanswered);
  }

  /** Answers that the next round must know. */
  get accepted(): Answers {
    return Object.fromEntries(this.#accepted);
  }

  async ask<T>(key: string, request: InputRequest, accept: Accept<T>): Promise<T> {
    if (this.#answers.has(key)) {
      const raw = this.#answers.get(key);
      const answer = await accept(raw);
      if (answer !== undefined) {
        this.#accepted.set(key, raw);
        return answer;
      }
      this.#accepted.delete(key);
    }
    this.#unanswered ??= new Map();
    this.#unanswered.set(key, request);
    throw new InputNeeded(key);
  }
}
