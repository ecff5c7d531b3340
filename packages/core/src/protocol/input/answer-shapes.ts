import { z } from 'zod';

const block = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({ type: z.literal('image'), data: z.base64(), mimeType: z.string() }),
  z.looseObject({ type: z.literal('audio'), data: z.base64(), mimeType: z.string() }),
]);

/** The answer to `sampling/createMessage`, of which no tools were asked (MCP 2025-11-25, sampling). */
export const sampleShape = z.looseObject({
  model: z.string(),
  stopReason: z.string().optional(),
  role: z.enum(['user', 'assistant']),
  content: block,
});

/** The answer to `roots/list` (MCP 2025-11-25, roots). */
export const rootsShape = z.looseObject({
  roots: z.array(z.looseObject({ uri: z.string().startsWith('file://'), name: z.string().optional() })),
});
