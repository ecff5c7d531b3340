import type { CreateMessageResult, Root } from '@modelcontextprotocol/sdk/types.js';
import { rootsShape, sampleShape } from '../protocol/input/answer-shapes.js';
import type { Form } from '../protocol/input/elicitation-form.js';

const actions = new Set(['accept', 'decline', 'cancel']);

/** An elicitation's answer; of an accepted form with the checked content. Undefined for anything else. */
export async function elicitAnswer(raw: unknown, form: Form | undefined): Promise<unknown> {
  if (typeof raw !== 'object' || raw === null || !('action' in raw)) return undefined;
  if (typeof raw.action !== 'string' || !actions.has(raw.action)) return undefined;
  if (raw.action !== 'accept' || form === undefined) return { action: raw.action };
  const verdict = await form.check('content' in raw ? raw.content : {});
  return 'value' in verdict ? { action: 'accept', content: verdict.value } : undefined;
}

/** What the client's model said. */
export function sampleAnswer(raw: unknown): CreateMessageResult | undefined {
  const checked = sampleShape.safeParse(raw);
  return checked.success ? checked.data : undefined;
}

/** The client's folders. */
export function rootsAnswer(raw: unknown): readonly Root[] | undefined {
  const checked = rootsShape.safeParse(raw);
  return checked.success ? checked.data.roots : undefined;
}
