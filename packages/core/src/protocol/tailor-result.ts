import type { ContentBlock } from '@modelcontextprotocol/sdk/types.js';
import type { ToolResult } from '../call/result.js';
import { modernRevision } from './modern/modern-revision.js';
import { latestLegacyRevision, type Revision } from './revisions.js';

/**
 * A tool's result in words the client's revision knows: blocks that came later become text, fields that came later are
 * left out, and before 2026-07-28 `structuredContent` is an object. `answersObject`: the tool's output schema says it is one.
 */
export function tailorResult(result: ToolResult, revision: Revision, answersObject: boolean): ToolResult {
  if (revision === modernRevision) return result;
  const projected = projectedResult(result, answersObject);
  if (revision === latestLegacyRevision) return projected;
  const content = projected.content.map((block) => tailorBlock(block, revision));
  if (revision >= '2025-06-18') return { ...projected, content };
  const { structuredContent: _, ...older } = projected;
  return { ...older, content };
}

function projectedResult(result: ToolResult, answersObject: boolean): ToolResult {
  const { structuredContent } = result;
  if (structuredContent === undefined || (answersObject && isRecord(structuredContent))) return result;
  return { ...result, structuredContent: { result: structuredContent } };
}

/** Text, pictures and embedded resources are as old as the protocol. */
export function tailorBlock(block: ContentBlock, revision: Revision): ContentBlock {
  if (block.type === 'audio' && revision < '2025-03-26') return { type: 'text', text: `[audio, ${block.mimeType}]` };
  if (block.type !== 'resource_link') return block;
  if (revision < '2025-06-18') return { type: 'text', text: `${block.title ?? block.name}: ${block.uri}` };
  if (revision >= latestLegacyRevision) return block;
  const { icons: _, ...older } = block;
  return older;
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
