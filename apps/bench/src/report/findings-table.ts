import type { Figure } from '../studies/study.js';
import { numberText } from './number-text.js';
import { table } from './table.js';

/** A line for each subject and case, a column for each measure: the median, and the quartiles of what has any. */
export function findingsTable(figures: readonly Figure[]): string {
  const measures = [...new Map(figures.map((figure) => [figure.measure, figure.unit]))];
  const titles = [...new Set(figures.map(titleOf))];
  const rows = titles.map((title) => {
    const own = figures.filter((figure) => titleOf(figure) === title);
    const samples = [...new Set(own.map((figure) => figure.samples))].join('/');
    return [title, ...measures.map(([measure]) => cell(own.find((figure) => figure.measure === measure))), samples];
  });
  return table(['', ...measures.map(([measure, unit]) => `${measure} ${unit}`), 'samples'], rows);
}

function titleOf(figure: Figure): string {
  return `${figure.subject} ${figure.case}`.trim();
}

function cell(figure: Figure | undefined): string {
  if (figure === undefined) return '-';
  const median = numberText(figure.median);
  if (figure.samples < 2) return median;
  return `${median} (${numberText(figure.lower)}–${numberText(figure.upper)})`;
}
