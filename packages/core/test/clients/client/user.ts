import type {
  CreateMessageResult,
  ElicitRequest,
  ElicitResult,
  ListRootsResult,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

export const accept = (content: NonNullable<ElicitResult['content']>): ElicitResult => ({ action: 'accept', content });

/** Whoever sits at a client: answers what the server asks, and remembers what that was. */
export class User {
  #asked: string[] = [];
  #answers: Readonly<Record<string, readonly ElicitResult[]>> = {};
  #forms: object[] = [];
  #onAsked: () => void = () => undefined;

  /**
   * From now on answers each message with what is next for it, and again with the last; everything else is declined.
   * Forgets what was asked. `onAsked` is called before each form is answered, and may throw.
   */
  answers(
    answers: Readonly<Record<string, ElicitResult | readonly ElicitResult[]>>,
    onAsked: () => void = () => undefined,
  ): void {
    this.#answers = Object.fromEntries(Object.entries(answers).map(([message, answer]) => [message, [answer].flat()]));
    this.#onAsked = onAsked;
    this.#asked = [];
    this.#forms = [];
  }

  /** Texts of the questions, in order. */
  get asked(): readonly string[] {
    return this.#asked;
  }

  /** Schemas of the forms, in order. */
  get forms(): readonly object[] {
    return this.#forms;
  }

  elicit(params: ElicitRequest['params']): ElicitResult {
    const { message } = params;
    this.#asked.push('url' in params ? `${message} ${params.url}` : message);
    if ('requestedSchema' in params) this.#forms.push(params.requestedSchema);
    this.#onAsked();
    const [next, ...later] = this.#answers[message] ?? [];
    if (later.length > 0) this.#answers = { ...this.#answers, [message]: later };
    return next ?? { action: 'decline' };
  }

  sample({ messages }: { readonly messages: readonly { readonly content: unknown }[] }): CreateMessageResult {
    const { text } = z.object({ text: z.string() }).parse(messages[0]?.content);
    this.#asked.push(text);
    return { model: 'stub', role: 'assistant', content: { type: 'text', text: `Re: ${text}` } };
  }

  roots(): ListRootsResult {
    this.#asked.push('roots');
    return { roots: [{ uri: 'file:///home/ada', name: 'home' }] };
  }
}
