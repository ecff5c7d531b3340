import type { Figure } from '../../studies/study.js';

/** What a figure is about: its subject, and its case unless the chart has one alone. */
export function labelOf({ subject, case: where }: Figure, _index: number, figures: readonly Figure[]): string {
  const several = figures.some((other) => other.case !== where);
  return several && where !== '' ? `${subject}, ${where}` : subject;
}

/** The axis with the labels, the first on top, with room for the longest. */
export function listOfSubjects(labels: readonly string[]) {
  const longest = Math.max(...labels.map((label) => label.length));
  return {
    grid: { left: longest * 7 + 20, right: 80, top: 40, bottom: 40 },
    yAxis: { type: 'category', data: [...labels], inverse: true },
  };
}
