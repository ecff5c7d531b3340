import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/sdk/types.js';
import { latestRevision, type Revision } from './revisions.js';

/** A result in words the client's revision knows: blocks that came later become text, fields that came later are left out. */
export function tailorResult(result: CallToolResult, revision: Revision): CallToolResult {
  if (revision === latestRevision) return result;
  const content = result.content.map((block) => tailorBlock(block, revision));
  if (revision >= '2025-06-18') return { ...result, content };
  const { structuredContent: _, ...older } = result;
  return { ...older, content };
}

function tailorBlock(block: ContentBlock, revision: Revision): ContentBlock {
  if (block.type === 'audio' && revision < '2025-03-26') return { type: 'text', text: `[audio, ${block.mimeType}]` };
  if (block.type !== 'resource_link') return block;
  if (revision < '2025-06-18') return { type: 'text', text: `${block.title ?? block.name}: ${block.uri}` };
  const { icons: _, ...older } = block;
  return older;
}
