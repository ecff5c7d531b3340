import type { Figure } from '../../studies/study.js';
import { colorOf } from './color-of.js';
import { labelOf, listOfSubjects } from './list-of-subjects.js';

/** Lying boxes: quartiles with the median inside, and lines to the extremes. */
export function boxOptions(figures: readonly Figure[]) {
  const [{ unit } = { unit: '' }] = figures;
  return {
    ...listOfSubjects(figures.map(labelOf)),
    xAxis: { type: 'value', name: unit, nameLocation: 'end' },
    series: [
      {
        type: 'boxplot',
        data: figures.map((figure) => ({
          value: [figure.lowest, figure.lower, figure.median, figure.upper, figure.highest],
          itemStyle: { color: '#fff', borderColor: colorOf(figure.subject), borderWidth: 2 },
        })),
      },
    ],
  };
}
