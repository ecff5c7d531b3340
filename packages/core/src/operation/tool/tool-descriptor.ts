import { modernRevision } from '../../protocol/modern/modern-revision.js';
import type { Revision } from '../../protocol/revisions.js';
import { descriptorTexts } from '../descriptor-texts.js';
import { projectedSchema } from '../schema/projected-schema.js';
import type { CheckedSchema } from '../schema/schema-check.js';
import type { ToolDefinition } from './tool-options.js';

const since = {
  annotations: '2025-03-26',
  title: '2025-06-18',
  outputSchema: '2025-06-18',
  _meta: '2025-06-18',
  icons: '2025-11-25',
} as const satisfies Readonly<Record<string, Revision>>;

/** A tool as lists show it. Before 2026-07-28 an output schema is one of an object. */
export function toolDescriptor(
  { name, options }: ToolDefinition,
  input: CheckedSchema,
  output: CheckedSchema | undefined,
): Readonly<Record<Revision, string>> {
  const { title, description, annotations, icons, _meta } = options;
  const entry = { name, title, description, inputSchema: input.advertised, annotations, _meta, icons };
  if (output === undefined) return descriptorTexts(entry, since);
  const legacy = descriptorTexts({ ...entry, outputSchema: projectedSchema(output.advertised) }, since);
  return { ...legacy, [modernRevision]: JSON.stringify({ ...entry, outputSchema: output.advertised }) };
}
