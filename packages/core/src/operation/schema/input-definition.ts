import type { z } from 'zod';

/** A zod shape: `{ city: z.string() }`. Unknown keys are stripped; `z.strictObject` refuses them. */
export type InputShape = Readonly<Record<string, z.ZodType>>;

/** Plain JSON Schema of an object. Goes to clients verbatim and is checked by ajv. */
export interface JsonSchema {
  readonly type: 'object';
  readonly [keyword: string]: unknown;
}

export type InputDefinition = InputShape | z.ZodType | JsonSchema;

/** What a handler gets for an input definition: `{}` when there is none, unchecked fields for JSON Schema. */
export type InputOf<Definition> = Definition extends z.ZodType
  ? z.output<Definition>
  : Definition extends JsonSchema
    ? Record<string, unknown>
    : [keyof Definition] extends [never]
      ? Record<never, never>
      : Definition extends InputShape
        ? z.output<z.ZodObject<Definition>>
        : never;
