/** A question to the client, as the protocol writes it. */
export interface InputRequest {
  readonly method: 'elicitation/create' | 'sampling/createMessage' | 'roots/list';
  readonly params: Readonly<Record<string, unknown>>;
}

/** Makes an answer's value of what the client sent; undefined for something that is no answer to the question. */
export type Accept<T> = (raw: unknown) => T | undefined | Promise<T | undefined>;

/** How questions reach the client: as requests of the server's own, or as a round of the same call. */
export interface Asking {
  ask<T>(key: string, request: InputRequest, accept: Accept<T>): Promise<T>;
}

/** Unwinds a handler whose question travels to the client as the answer of this round. */
export class InputNeeded extends Error {
  constructor(key: string) {
    super(`the client is being asked for "${key}"; the call runs again with the answer`);
    this.name = 'InputNeeded';
  }
}
