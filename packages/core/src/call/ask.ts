import type { CreateMessageRequestParamsBase, CreateMessageResult, Root } from '@modelcontextprotocol/sdk/types.js';
import type { FormContent, FormDefinition } from '../protocol/input/elicitation-form.js';

/** Asks the user to fill in a form of flat fields. */
export interface FormRequest<Fields extends FormDefinition = FormDefinition> {
  readonly message: string;
  /** A zod shape of flat fields, or the protocol's JSON Schema of one. */
  readonly form: Fields;
}

/** Sends the user to a page, for what must not pass through the client: a login, a payment. */
export interface UrlRequest {
  readonly message: string;
  readonly url: string;
}

/** Asks the client's model. `maxTokens` is required, as in the protocol. */
export type SampleRequest = CreateMessageRequestParamsBase;

export type FormAnswer<Fields extends FormDefinition> =
  | { readonly action: 'accept'; readonly content: FormContent<Fields> }
  | { readonly action: 'decline' | 'cancel' };

export interface UrlAnswer {
  /** `accept`: the user agreed to open the page, not that what happens there is done. */
  readonly action: 'accept' | 'decline' | 'cancel';
}

/** One of several questions in `call.ask({ … })`. */
export type AskRequest =
  | { readonly elicit: FormRequest | UrlRequest }
  | { readonly sample: SampleRequest }
  | { readonly roots: true };

/** The answer to one of several questions. */
export type AskAnswer<Request> = Request extends {
  readonly elicit: { readonly form: infer Fields extends FormDefinition };
}
  ? FormAnswer<Fields>
  : Request extends { readonly elicit: unknown }
    ? UrlAnswer
    : Request extends { readonly sample: unknown }
      ? CreateMessageResult
      : readonly Root[];

/** What a handler may ask the client in the middle of a call, with the same words in both eras. */
export interface Asks {
  /**
   * Asks the user. `key` is the question's name, unique in the call: on the 2026 wire the handler runs again from the top,
   * and earlier answers are replayed by key. Throws where the client cannot show it.
   */
  elicit<const Fields extends FormDefinition>(key: string, request: FormRequest<Fields>): Promise<FormAnswer<Fields>>;
  elicit(key: string, request: UrlRequest): Promise<UrlAnswer>;
  /** Asks the client's model. Throws where the client has none to lend. */
  sample(key: string, request: SampleRequest): Promise<CreateMessageResult>;
  /** The folders the client works in; none when it does not say. Throws where the client has no roots at all. */
  roots(key: string): Promise<readonly Root[]>;
  /** Several questions in one round: `call.ask({ name: { elicit: … }, plan: { sample: … }, folders: { roots: true } })`. */
  ask<const Requests extends Readonly<Record<string, AskRequest>>>(
    requests: Requests,
  ): Promise<{ readonly [Key in keyof Requests]: AskAnswer<Requests[Key]> }>;
  /** Runs `work` once however often the handler runs again. Its value is JSON of at most 4 KB, which the client carries sealed. */
  once<T>(name: string, work: () => T | Promise<T>): Promise<T>;
}
