import type { Comparison } from '../measure/compare.js';
import { comparisonFaults } from '../measure/compare-servers.js';
import { type Figure, type Findings, figure } from './study.js';

/** A measure, its unit, and its value in a sample. */
export type Measure<Sample> = readonly [measure: string, unit: string, value: (sample: Sample) => number];

/** A figure for each measure of some samples; none without samples. */
export function figuresFrom<Sample>(
  about: Pick<Figure, 'subject' | 'case' | 'at'>,
  samples: readonly Sample[],
  measures: readonly Measure<Sample>[],
): readonly Figure[] {
  if (samples.length === 0) return [];
  return measures.map(([measure, unit, value]) => figure({ ...about, measure, unit }, samples.map(value)));
}

/** What a comparison found: its figures, and what is wrong with it. */
export function findingsOf(
  title: string,
  comparison: Comparison,
  wanted: number,
  figures: readonly Figure[],
): Findings {
  return { figures, faults: comparisonFaults(title, comparison, wanted) };
}
