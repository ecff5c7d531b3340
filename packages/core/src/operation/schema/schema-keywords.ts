/** Keywords of JSON Schema whose value is data, where "$ref" refers to nothing. */
export const dataKeywords: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples']);

/** Keywords whose value maps names to schemas: its keys are no keywords. */
export const namingKeywords: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  '$defs',
  'definitions',
]);
