import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/sdk/types.js';
import type { Revision } from './revisions.js';

/** A result in words the client's revision knows: blocks that came later become text, `structuredContent` is left out. */
export function tailorResult(result: CallToolResult, revision: Revision = '2025-03-26'): CallToolResult {
  if (revision >= '2025-06-18') return result;
  const { structuredContent: _, ...older } = result;
  const audio = revision >= '2025-03-26';
  return { ...older, content: result.content.map((block) => tailorBlock(block, audio)) };
}

function tailorBlock(block: ContentBlock, audio: boolean): ContentBlock {
  if (block.type === 'resource_link') return { type: 'text', text: `${block.title ?? block.name}: ${block.uri}` };
  if (block.type === 'audio' && !audio) return { type: 'text', text: `[audio, ${block.mimeType}]` };
  return block;
}
