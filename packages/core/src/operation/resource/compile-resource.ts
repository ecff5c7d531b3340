import { andThen } from '../../call/awaitable.js';
import type { Call } from '../../call/call.js';
import { isObject } from '../../protocol/parse-message.js';
import type { Revision } from '../../protocol/revisions.js';
import { type CompileSetting, compileOperation } from '../compile-operation.js';
import type { CompiledOperation } from '../compiled-operation.js';
import { type Complete, compileCompletions } from '../completion.js';
import { descriptorTexts } from '../descriptor-texts.js';
import { anyObject } from '../schema/any-object.js';
import { compileInput } from '../schema/compile-input.js';
import type { InputDefinition } from '../schema/input-definition.js';
import type { CheckedSchema } from '../schema/schema-check.js';
import type { ResourceDefinition } from './resource-options.js';
import { resourceOptions } from './resource-options-schema.js';
import { resourceResult } from './resource-result.js';
import { parseUriTemplate, type UriTemplate } from './uri-template.js';

export interface CompiledResource extends CompiledOperation {
  /** The resource's own URI; undefined for a template. */
  readonly uri: string | undefined;
  readonly template: UriTemplate | undefined;
  readonly completions: ReadonlyMap<string, Complete>;
}

const since = {
  size: '2025-03-26',
  title: '2025-06-18',
  _meta: '2025-06-18',
  icons: '2025-11-25',
} as const satisfies Readonly<Record<string, Revision>>;

/** Checks a resource's declaration and composes its chain. Throws a TypeError that names the resource and the fix. */
export function compileResource(definition: ResourceDefinition, setting: CompileSetting): CompiledResource {
  const { name, options } = definition;
  const what = `resource "${name}"`;
  if (typeof options !== 'object' || options === null) throw new TypeError(`${what} has no options: give it a uri.`);
  const { uri, template: text, title, description, mimeType, size, icons, annotations, _meta } = options;
  if ((uri === undefined) === (text === undefined)) throw new TypeError(`${what} needs a uri or a template: give one.`);
  if (uri !== undefined && !URL.canParse(uri)) {
    throw new TypeError(`${what} has the uri ${JSON.stringify(uri)}: use a whole one such as "config://app".`);
  }
  if (text !== undefined && typeof text !== 'string') {
    throw new TypeError(`${what} has the template ${String(text)}: use text such as "db://{schema}/{table}".`);
  }
  const template = text === undefined ? undefined : parseUriTemplate(text, what);
  const input = compileVariables(options.input, template, what);
  const run = (call: Call) =>
    andThen(definition.handle(call.input, call), (value) => resourceResult(value, call.uri ?? '', mimeType, name));
  const parts = {
    kind: 'resource',
    what,
    name,
    options,
    annotations: { readOnlyHint: true },
    own: resourceOptions,
  } as const;
  const entry = { uri, uriTemplate: text, name, title, description, mimeType, size, annotations, icons, _meta };
  return {
    ...compileOperation({ ...parts, input, run }, setting),
    descriptor: descriptorTexts(entry, since),
    uri,
    template,
    completions: compileCompletions(options.complete, template?.variables ?? [], input, what),
  };
}

/** The check of a template's variables. Throws a TypeError for an input that no URI could bring. */
function compileVariables(
  input: InputDefinition | undefined,
  template: UriTemplate | undefined,
  what: string,
): CheckedSchema {
  if (input === undefined) return anyObject;
  if (template === undefined) throw new TypeError(`${what} has an input and no template, whose variables it would be.`);
  const schema = compileInput(input, `input of ${what}`);
  const { properties } = schema.advertised;
  const { variables } = template;
  const odd = Object.keys(isObject(properties) ? properties : {}).find((name) => !variables.includes(name));
  if (odd === undefined) return schema;
  throw new TypeError(`input of ${what} names ${odd}; the template has ${variables.join(', ')}.`);
}
