import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { ToolgateError } from '../errors/toolgate-error.js';
import { errorData, errorMessage, retryAfter } from './json-rpc.js';

/** An error inside a tool call: a sentence a model can act on, and the machine-readable part under `_meta`. */
export function toolErrorResult(error: ToolgateError): CallToolResult {
  return {
    content: [{ type: 'text', text: sentence(error) }],
    isError: true,
    _meta: { 'toolgate/error': errorData(error) },
  };
}

function sentence(error: ToolgateError): string {
  const message = errorMessage(error);
  const ms = retryAfter(error);
  return ms === undefined ? message : `${message.replace(/\.$/, '')}, retry in ${Math.max(1, Math.ceil(ms / 1_000))} s`;
}
