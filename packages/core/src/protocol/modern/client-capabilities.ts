import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';
import { isObject } from '../parse-message.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** What a client can do, as one request of 2026-07-28 declares it: that revision has no `tasks` among them. */
export type ModernCapabilities = Readonly<Omit<ClientCapabilities, 'tasks'>>;

/** Whether a value declares capabilities. What the revision does not name is left unchecked. */
export function isModernCapabilities(value: unknown): value is ModernCapabilities {
  return (
    isObject(value) &&
    isDeclared(value.sampling, isSampling) &&
    isDeclared(value.elicitation, isElicitation) &&
    isDeclared(value.roots, ({ listChanged }) => isFlag(listChanged)) &&
    isDeclared(value.extensions, holdsObjects) &&
    isDeclared(value.experimental, holdsObjects)
  );
}

function isDeclared(capability: unknown, isValid: (capability: JsonObject) => boolean): boolean {
  return capability === undefined || (isObject(capability) && isValid(capability));
}

function isSampling({ context, tools }: JsonObject): boolean {
  return isDeclared(context, anything) && isDeclared(tools, anything);
}

function isElicitation({ form, url }: JsonObject): boolean {
  return isDeclared(form, ({ applyDefaults }) => isFlag(applyDefaults)) && isDeclared(url, anything);
}

function holdsObjects(capability: JsonObject): boolean {
  return Object.values(capability).every(isObject);
}

function isFlag(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}

function anything(): boolean {
  return true;
}
