import { z } from 'zod';
import { answerIn } from './conversation.js';
import { bodyOf, type WireRequest } from './wire-request.js';

const answer = z.object({
  id: z.number(),
  result: z.object({
    content: z.tuple([z.object({ type: z.literal('text'), text: z.string() })]),
    isError: z.literal(false).optional(),
  }),
});

/** Sends a call of `echo` once and compares all of its answer: slices look at parts. Rejects when it is another one. */
export async function verifyEcho(url: string, request: WireRequest, id: number, text: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: request.headers, body: bodyOf(request, id) });
  const body = await response.text();
  const seen = response.ok ? answer.safeParse(answerIn(body)) : undefined;
  if (seen?.data?.id === id && seen.data.result.content[0].text === text) return;
  const ends = body.length > 400 ? `${body.slice(0, 300)} … ${body.slice(-100)}` : body;
  throw new Error(`It did not repeat ${text.length} characters, but answered ${response.status} ${ends}`);
}
