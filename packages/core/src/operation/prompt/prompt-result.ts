import type { PromptMessage } from '@modelcontextprotocol/sdk/types.js';
import type { PromptResult } from '../../call/result.js';
import { ToolgateError } from '../../errors/toolgate-error.js';
import { isContentBlock } from '../content-block.js';

const roles = new Set(['user', 'assistant']);
const resultKeys = new Set(['description', 'messages', '_meta']);

/** The result for what a prompt's function returned. Throws INVALID_OUTPUT for anything that is no prompt. */
export function promptResult(value: unknown, description: string | undefined, name: string): PromptResult {
  if (isFullResult(value)) return value;
  const messages = messagesOf(value);
  if (messages !== undefined) return { description, messages };
  // With a cause, so that the log hears of it: this is a mistake of the server, not of the caller.
  const cause = new TypeError(`prompt "${name}" returned no text, block or messages`);
  throw new ToolgateError('INVALID_OUTPUT', `The prompt ${name} could not be made.`, { cause });
}

function messagesOf(value: unknown): readonly PromptMessage[] | undefined {
  if (typeof value === 'string') return [{ role: 'user', content: { type: 'text', text: value } }];
  if (isContentBlock(value)) return [{ role: 'user', content: value }];
  if (isMessage(value)) return [value];
  return Array.isArray(value) && value.length > 0 && value.every(isMessage) ? value : undefined;
}

function isMessage(value: unknown): value is PromptMessage {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  return 'role' in value && 'content' in value && roles.has(String(value.role)) && isContentBlock(value.content);
}

function isFullResult(value: unknown): value is PromptResult {
  if (typeof value !== 'object' || value === null || !('messages' in value) || !Array.isArray(value.messages))
    return false;
  return Object.keys(value).every((key) => resultKeys.has(key)) && value.messages.every(isMessage);
}
