import type { CheckedSchema } from './schema-check.js';

/** Takes any object as it is, where its values have been checked already or are not the server's business. */
export const anyObject: CheckedSchema = { advertised: { type: 'object' }, check: (value) => ({ value }) };
