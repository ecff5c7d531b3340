import type { Server } from '@toolgate/core';
import { z } from 'zod';
import schema from './contact-schema.json' with { type: 'json' };

// The compiler reads "object" in a JSON file as any string.
const contact = { ...schema, type: 'object' } as const;

const region = z.string().meta({ 'x-mcp-header': 'Region' });

/** Tools whose input schema is what matters. */
export function addSchemaTools(server: Server): Server {
  return server
    .tool(
      'json_schema_2020_12_tool',
      { description: 'Takes a contact, described with all of JSON Schema', input: contact },
      ({ name }) => `Took ${name}.`,
    )
    .tool(
      'test_x_mcp_header',
      { description: 'Takes a region that is repeated in a header', input: { region } },
      (input) => `The region is ${input.region}.`,
    );
}
