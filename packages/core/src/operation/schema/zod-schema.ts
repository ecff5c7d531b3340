import { z } from 'zod';
import type { CheckedSchema, SchemaVerdict } from './schema-check.js';

/** Whether a value is a zod 4 schema, of whichever copy of zod. */
export function isZodSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

/** Compiles a zod schema; `io` says which side of its transforms is advertised. Throws a sentence when it has no JSON Schema. */
export function zodSchema(schema: z.ZodType, io: 'input' | 'output', what: string): CheckedSchema {
  let advertised: Record<string, unknown>;
  try {
    advertised = z.toJSONSchema(schema, { io });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`${what} cannot be shown to clients as JSON Schema: ${reason}`, { cause });
  }
  return { advertised, check: (value) => checkWithZod(schema, value) };
}

function checkWithZod(schema: z.ZodType, value: unknown): SchemaVerdict | Promise<SchemaVerdict> {
  try {
    return verdict(schema.safeParse(value));
  } catch (error) {
    // A schema with asynchronous refinements says so only when it is used.
    if (error instanceof z.core.$ZodAsyncError) return schema.safeParseAsync(value).then(verdict);
    throw error;
  }
}

function verdict(result: z.ZodSafeParseResult<unknown>): SchemaVerdict {
  if (result.success) return { value: result.data };
  return { issues: result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })) };
}
