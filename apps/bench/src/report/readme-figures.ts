import { environmentText } from '../program/environment.js';
import { figuresOf } from './charts/chart.js';
import { charts } from './charts/charts.js';
import { findingsTable } from './findings-table.js';
import type { Results } from './results.js';

const begin = '<!-- figures: begin -->';
const end = '<!-- figures: end -->';

/** The page with the figures between its two marks replaced. Throws when a mark is missing. */
export function withFigures(page: string, all: readonly Results[]): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`The README lacks "${begin}" or "${end}".`);
  const [newest] = [...all].sort((a, b) => b.date.localeCompare(a.date));
  const environment = newest === undefined ? '' : `\`\`\`text\n${environmentText(newest.environment)}\n\`\`\``;
  return [`${before}${begin}`, ...all.map(section), environment, `${end}${after}`].join('\n\n');
}

/** A study as Markdown: its charts, and its table. */
function section({ name, title, note, date, figures, faults }: Results): string {
  const pictures = charts
    .filter((chart) => chart.study === name && figuresOf(chart, figures).length > 0)
    .map((chart) => `![${chart.title}](charts/${chart.name}.svg)`);
  const failed = faults.filter((fault) => fault.includes('FAILED'));
  const table = ['```text', findingsTable(figures), ...failed, '```'].join('\n');
  return [`### ${name}`, `${title}. ${note} Measured on ${date.slice(0, 10)}.`, ...pictures, table].join('\n\n');
}
