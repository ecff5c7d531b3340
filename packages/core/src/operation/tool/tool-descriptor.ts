import { projectedSchema } from '../schema/projected-schema.js';
import type { CheckedSchema } from '../schema/schema-check.js';
import type { ToolDefinition } from './tool-options.js';

/** A tool as lists show it, written once: JSON text for each kind of client. */
export interface ToolDescriptor {
  /** For 2025-11-25 and later. */
  readonly current: string;
  /** For 2025-06-18: without icons. */
  readonly june2025: string;
  /** For 2025-03-26: without title and output schema too. */
  readonly march2025: string;
  /** For 2024-11-05: without annotations too. */
  readonly november2024: string;
}

export function toolDescriptor(
  { name, options }: ToolDefinition,
  input: CheckedSchema,
  output: CheckedSchema | undefined,
): ToolDescriptor {
  const { title, description, annotations, icons, _meta } = options;
  const inputSchema = input.advertised;
  const november2024 = { name, description, inputSchema };
  const march2025 = { ...november2024, annotations };
  const june2025 = {
    name,
    title,
    description,
    inputSchema,
    outputSchema: output === undefined ? undefined : projectedSchema(output.advertised),
    annotations,
    _meta,
  };
  return {
    current: JSON.stringify({ ...june2025, icons }),
    june2025: JSON.stringify(june2025),
    march2025: JSON.stringify(march2025),
    november2024: JSON.stringify(november2024),
  };
}
