/** Log messages in one streamed answer. */
export const chunks = 100;

/** Text of one of them: 1 KB. */
export const chunk = 'x'.repeat(1_000);
