import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { ToolgateError } from '../errors/toolgate-error.js';
import { errorData } from './json-rpc.js';

/** An error inside a tool call: a sentence a model can act on, and the machine-readable part under `_meta`. */
export function toolErrorResult(error: ToolgateError): CallToolResult {
  return {
    content: [{ type: 'text', text: sentence(error) }],
    isError: true,
    _meta: { 'toolgate/error': errorData(error) },
  };
}

function sentence({ message, retryAfterMs }: ToolgateError): string {
  if (retryAfterMs === undefined) return message;
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return `${message.replace(/\.$/, '')}, retry in ${seconds} s`;
}
