import type { Figure } from '../../studies/study.js';
import { numberText } from '../number-text.js';
import { colorOf } from './color-of.js';
import { labelOf, listOfSubjects } from './list-of-subjects.js';

/** Lying bars of medians, each with its number. */
export function barOptions(figures: readonly Figure[]) {
  const [{ unit } = { unit: '' }] = figures;
  return {
    ...listOfSubjects(figures.map(labelOf)),
    xAxis: { type: 'value', name: unit, nameLocation: 'end' },
    series: [
      {
        type: 'bar',
        data: figures.map((figure) => ({
          value: figure.median,
          itemStyle: { color: colorOf(figure.subject) },
          label: { show: true, position: 'right', formatter: numberText(figure.median) },
        })),
      },
    ],
  };
}
