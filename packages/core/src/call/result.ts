import type { ContentBlock, PromptMessage } from '@modelcontextprotocol/sdk/types.js';
import type { InputRequest } from './asking.js';

type Meta = Readonly<Record<string, unknown>>;

/** What a tool answers. `structuredContent` is any JSON value here; on the 2025 wire a value that is no object travels as `{ result: value }`. */
export interface ToolResult {
  readonly content: readonly ContentBlock[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean | undefined;
  readonly _meta?: Meta | undefined;
}

/** One part of a resource: text, or base64 as `blob`. */
export interface ResourceContent {
  readonly uri: string;
  readonly mimeType?: string | undefined;
  readonly text?: string | undefined;
  readonly blob?: string | undefined;
  readonly _meta?: Meta | undefined;
}

/** What reading a resource answers. */
export interface ResourceResult {
  readonly contents: readonly ResourceContent[];
  readonly _meta?: Meta | undefined;
}

/** What a prompt answers. */
export interface PromptResult {
  readonly description?: string | undefined;
  readonly messages: readonly PromptMessage[];
  readonly _meta?: Meta | undefined;
}

/** The handler needs answers of the client first (2026 wire): it will run again with them. Nothing to keep in a cache. */
export interface InputRequired {
  readonly inputRequests: Readonly<Record<string, InputRequest>>;
}

/** What an operation answers. Tell the kinds apart by their key: `'content' in result`. */
export type Result = ToolResult | ResourceResult | PromptResult | InputRequired;

// What wrappers pass on may be anything, for a JavaScript user, so none of these trusts the type.

export function isInputRequired(result: unknown): result is InputRequired {
  return typeof result === 'object' && result !== null && 'inputRequests' in result;
}

export function isToolResult(result: unknown): result is ToolResult {
  return typeof result === 'object' && result !== null && 'content' in result && Array.isArray(result.content);
}

export function isResourceResult(result: unknown): result is ResourceResult {
  return typeof result === 'object' && result !== null && 'contents' in result && Array.isArray(result.contents);
}

export function isPromptResult(result: unknown): result is PromptResult {
  return typeof result === 'object' && result !== null && 'messages' in result && Array.isArray(result.messages);
}
