import { environmentText } from '../program/environment.js';
import type { Row } from '../rows/row.js';
import { isGrave } from '../studies/fault.js';
import { figuresOf } from './charts/chart.js';
import { charts } from './charts/charts.js';
import { findingsTable } from './findings-table.js';
import type { Results } from './results.js';

const begin = '<!-- figures: begin -->';
const end = '<!-- figures: end -->';

/** A row's name, whose it is, and how it is configured. */
export type Noted = Pick<Row, 'name' | 'note' | 'peer'>;

/** The page with the figures between its two marks replaced. Throws when a mark is missing. */
export function withFigures(page: string, all: readonly Results[], rows: readonly Noted[]): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`The README lacks "${begin}" or "${end}".`);
  const notes = rows.flatMap(({ name, note }) => (note === undefined ? [] : [`- \`${name}\`: ${note}`]));
  const peers = notes.length === 0 ? [] : [`### The rows of others\n\n${notes.join('\n')}`];
  return [`${before}${begin}`, ...all.map(section), ...peers, `${end}${after}`].join('\n\n');
}

/** A study as Markdown: its charts, its table, and where that was measured. */
function section({ name, title, note, date, figures, faults, environment }: Results): string {
  const pictures = charts
    .filter((chart) => chart.study === name && figuresOf(chart, figures).length > 0)
    .map((chart) => `![${chart.title}](charts/${chart.name}.svg)`);
  const grave = faults.filter(isGrave).map(({ text }) => text);
  const where = `\n${date.slice(0, 10)}, ${environmentText(environment)}`;
  const table = ['```text', findingsTable(figures), ...grave, where, '```'].join('\n');
  return [`### ${name}`, `${title}. ${note}`, ...pictures, table].join('\n\n');
}
