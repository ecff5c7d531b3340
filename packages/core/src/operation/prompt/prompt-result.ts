import type { PromptMessage } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { PromptResult } from '../../call/result.js';
import { isContentBlock } from '../content-block.js';

const roles = new Set<unknown>(['user', 'assistant']);
const fullResult = z.strictObject({
  description: z.string().optional(),
  messages: z.unknown(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});

/** The result for what a prompt's function returned. Throws for anything that is no prompt: the log says so, the caller gets its id. */
export function promptResult(value: unknown, description: string | undefined, name: string): PromptResult {
  if (isFullResult(value)) return value;
  const messages = messagesOf(value);
  if (messages !== undefined) return { description, messages };
  throw new TypeError(`prompt "${name}" returned no text, block or messages`);
}

function messagesOf(value: unknown): readonly PromptMessage[] | undefined {
  if (typeof value === 'string') return [{ role: 'user', content: { type: 'text', text: value } }];
  if (isContentBlock(value)) return [{ role: 'user', content: value }];
  if (isMessage(value)) return [value];
  return Array.isArray(value) && value.length > 0 && value.every(isMessage) ? value : undefined;
}

function isMessage(value: unknown): value is PromptMessage {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  return 'role' in value && 'content' in value && roles.has(value.role) && isContentBlock(value.content);
}

function isFullResult(value: unknown): value is PromptResult {
  if (typeof value !== 'object' || value === null || !('messages' in value) || !Array.isArray(value.messages))
    return false;
  return fullResult.safeParse(value).success && value.messages.every(isMessage);
}
