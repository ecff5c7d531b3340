import type { Server } from '@toolgate/core';
import { z } from 'zod';

/** JSON Schema 2020-12 of the suite, which must reach clients as it is. */
const contact = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
} as const;

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
