import type { Annotations, Icon } from '@modelcontextprotocol/sdk/types.js';
import type { Call } from '../../call/call.js';
import type { InstalledOptions } from '../../plugin/operation-options.js';
import type { Duration } from '../../settings/duration.js';
import type { Complete } from '../completion.js';
import type { InputDefinition, InputOf } from '../schema/input-definition.js';
import type { TemplateVariables } from './template-variables.js';

export interface ResourceDescription {
  /** Name for people. */
  readonly title?: string;
  /** What a model reads to decide whether to read it. */
  readonly description?: string;
  /** Type of its content: `"text/markdown"`. Default for text `"text/plain"`, for values `"application/json"`. */
  readonly mimeType?: string;
  /** Bytes, where they are known. */
  readonly size?: number;
  readonly icons?: readonly Icon[];
  /** Whom it is for, and how much it matters. */
  readonly annotations?: Annotations;
  /** How long one attempt of the handler may take. Default `"60s"`. */
  readonly timeout?: Duration;
  /** Sent with the resource in lists, untouched. */
  readonly _meta?: Readonly<Record<string, unknown>>;
}

/** One resource at a URI of its own. */
export interface StaticResource extends ResourceDescription {
  /** `"file:///readme.md"`, `"config://app"`. */
  readonly uri: string;
  readonly template?: never;
  readonly input?: never;
  readonly complete?: never;
}

/** All resources of one shape of URI. */
export interface TemplateResource<Template extends string, Input> extends ResourceDescription {
  readonly uri?: never;
  /** RFC 6570, levels 1 to 3: `"db://{schema}/{table}{?limit}"`. */
  readonly template: Template;
  /** Checks and converts the variables, which are text: `{ limit: z.coerce.number() }`. */
  readonly input?: Input;
  /** Suggests values for variables. Variables with an enum need none. */
  readonly complete?: Readonly<Record<string, Complete>>;
}

/** What a resource is, plus what the installed plugins let it ask for. */
export type ResourceOptions<Installed extends string, Template extends string, Input> = (
  | StaticResource
  | TemplateResource<Template, Input>
) &
  InstalledOptions<Installed>;

/** What a read gets: the variables of its template, checked by `input` where there is one; `{}` for a resource without template. */
export type ResourceInput<Template extends string, Input> = Input extends InputDefinition
  ? InputOf<Input>
  : [Template] extends [never]
    ? Record<never, never>
    : TemplateVariables<Template>;

/** A call that reads a resource. */
export interface ResourceCall<Input = unknown> extends Call<Input> {
  readonly uri: string;
}

/**
 * Reads a resource: text, bytes, contents in the protocol's own shape, or anything else, which becomes JSON. `undefined`
 * says that there is no such resource.
 */
export type ResourceHandler<Template extends string, Input> = (
  input: ResourceInput<Template, Input>,
  call: ResourceCall<ResourceInput<Template, Input>>,
) => unknown;

/** A resource whose types have been checked and forgotten: what the registry compiles. */
export interface ResourceDefinition {
  readonly name: string;
  readonly options: StaticResource | TemplateResource<string, InputDefinition | undefined>;
  // A method, so that a handler of any input fits: the input step has checked what it gets.
  handle(input: unknown, call: Call): unknown;
}
