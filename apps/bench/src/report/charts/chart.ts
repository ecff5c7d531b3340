import type { Figure } from '../../studies/study.js';

/** A picture of some figures of one study. */
export interface Chart {
  /** File in `charts`, without its ending. */
  readonly name: string;
  /** Name of the study. */
  readonly study: string;
  readonly title: string;
  /** Bars of medians, boxes of quartiles, or lines over `at`. */
  readonly kind: 'bars' | 'boxes' | 'lines';
  readonly measure: string;
  /** Only figures of this case. Default all. */
  readonly case?: string | undefined;
}

/** The figures a chart shows. */
export function figuresOf({ measure, case: only }: Chart, figures: readonly Figure[]): readonly Figure[] {
  return figures.filter((figure) => figure.measure === measure && (only === undefined || figure.case === only));
}
