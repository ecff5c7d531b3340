import type { SampleRequest } from '@toolgate/core';

/** A text for the client's model. */
export function question(text: string): SampleRequest {
  return { messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens: 100 };
}
