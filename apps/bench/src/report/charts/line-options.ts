import type { Figure } from '../../studies/study.js';

/** A line for each subject, over a number of things on a logarithmic axis; none at all is drawn at one. */
export function lineOptions(figures: readonly Figure[]) {
  const [{ unit } = { unit: '' }] = figures;
  const subjects = [...new Set(figures.map(({ subject }) => subject))];
  return {
    grid: { left: 70, right: 40, top: 80, bottom: 40 },
    legend: { data: subjects, top: 32 },
    xAxis: { type: 'log', min: 1 },
    yAxis: { type: 'value', name: unit, min: 0 },
    series: subjects.map((name) => ({
      name,
      type: 'line',
      data: figures
        .filter(({ subject }) => subject === name)
        .map(({ at = 0, median }) => [Math.max(at, 1), median] as const),
    })),
  };
}
