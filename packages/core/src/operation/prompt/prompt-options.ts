import type { Icon } from '@modelcontextprotocol/sdk/types.js';
import type { Call } from '../../call/call.js';
import type { InstalledOptions } from '../../plugin/operation-options.js';
import type { Duration } from '../../settings/duration.js';
import type { Complete } from '../completion.js';
import type { InputDefinition, InputOf } from '../schema/input-definition.js';

export interface PromptDescription<Arguments> {
  /** Name for people. */
  readonly title?: string;
  /** What people read to choose it. */
  readonly description?: string;
  readonly icons?: readonly Icon[];
  /** Zod shape, zod schema or JSON Schema of the arguments. Clients send texts: `z.coerce.number()` makes a number of one. */
  readonly arguments?: Arguments;
  /** Suggests values for arguments. Arguments with an enum need none. */
  readonly complete?: Readonly<Record<string, Complete>>;
  /** How long one attempt of the handler may take. Default `"60s"`. */
  readonly timeout?: Duration;
  /** Sent with the prompt in lists, untouched. */
  readonly _meta?: Readonly<Record<string, unknown>>;
}

/** What a prompt is, plus what the installed plugins let it ask for. */
export type PromptOptions<Installed extends string, Arguments> = PromptDescription<Arguments> &
  InstalledOptions<Installed>;

/** Makes a prompt: a text or block said by the user, messages, or a full result with `messages`. */
export type PromptHandler<Arguments> = (input: InputOf<Arguments>, call: Call<InputOf<Arguments>>) => unknown;

/** A prompt whose types have been checked and forgotten: what the registry compiles. */
export interface PromptDefinition {
  readonly name: string;
  readonly options: PromptDescription<InputDefinition>;
  // A method, so that a handler of any input fits: the input step has checked what it gets.
  handle(input: unknown, call: Call): unknown;
}
