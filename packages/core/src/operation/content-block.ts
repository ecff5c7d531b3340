import type { ContentBlock } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

const meta = z.record(z.string(), z.unknown()).optional();
/** Whom content is for and how much it matters (MCP 2025-11-25, annotations). */
export const blockAnnotations = z
  .strictObject({
    audience: z.array(z.enum(['user', 'assistant'])).optional(),
    priority: z.number().min(0).max(1).optional(),
    lastModified: z.iso.datetime({ offset: true }).optional(),
  })
  .optional();
const common = { annotations: blockAnnotations, _meta: meta };
const contents = { uri: z.string(), mimeType: z.string().optional(), _meta: meta };
/** A picture for a tool or a resource (MCP 2025-11-25). */
export const icon = z.strictObject({
  src: z.string(),
  mimeType: z.string().optional(),
  sizes: z.array(z.string()).optional(),
  theme: z.enum(['light', 'dark']).optional(),
});

// The shapes of the SDK's ContentBlockSchema, closed: an object with any further key is somebody's data, not a block.
const contentBlock = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string(), ...common }),
  z.strictObject({ type: z.literal('image'), data: z.base64(), mimeType: z.string(), ...common }),
  z.strictObject({ type: z.literal('audio'), data: z.base64(), mimeType: z.string(), ...common }),
  z.strictObject({
    type: z.literal('resource'),
    resource: z.union([
      z.strictObject({ ...contents, text: z.string() }),
      z.strictObject({ ...contents, blob: z.base64() }),
    ]),
    ...common,
  }),
  z.strictObject({
    type: z.literal('resource_link'),
    uri: z.string(),
    name: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    mimeType: z.string().optional(),
    size: z.number().optional(),
    icons: z.array(icon).optional(),
    ...common,
  }),
]);

/** Whether a value is one block of content and nothing else. */
export function isContentBlock(value: unknown): value is ContentBlock {
  return typeof value === 'object' && value !== null && 'type' in value && contentBlock.safeParse(value).success;
}
