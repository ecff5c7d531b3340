/** Names of what `echo` is asked to repeat. */
export const payloadNames = ['tiny', '10kb', '900kb'] as const;

/** One of them. */
export type PayloadName = (typeof payloadNames)[number];

const sentence = 'The quick brown fox jumps over the lazy dog, and the dog sleeps on.\n';

/** The text `echo` repeats: `hello`, or prose of 10 KB or 900 KB (of 1,000 bytes); a body may have 1 MiB. */
export function payload(name: PayloadName): string {
  if (name === 'tiny') return 'hello';
  const length = name === '10kb' ? 10_000 : 900_000;
  return sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length);
}

/** Connections it is sent over: few where each holds much, so that the time goes into the work and not into its memory. */
export function connectionsFor(name: PayloadName): number {
  return name === '900kb' ? 4 : 16;
}
