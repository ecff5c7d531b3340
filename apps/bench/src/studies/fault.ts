/** What is wrong with a figure: there is `failed` none, it rests on too few (`short`) pairs, or slices were `repeated`. */
export interface Fault {
  readonly kind: 'failed' | 'short' | 'repeated';
  /** A sentence that names the row. */
  readonly text: string;
}

/** Whether a run with it may not pass. */
export function isGrave({ kind }: Fault): boolean {
  return kind !== 'repeated';
}
