import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { charts } from './charts/charts.js';
import { drawChart } from './charts/draw-chart.js';
import type { Results } from './results.js';

/** Draws the charts of one file of results as `<name>.svg`. */
export function writeCharts(folder: string, { name, figures }: Results): void {
  mkdirSync(folder, { recursive: true });
  for (const chart of charts.filter(({ study }) => study === name)) {
    const svg = drawChart(chart, figures);
    if (svg !== undefined) writeFileSync(join(folder, `${chart.name}.svg`), svg);
  }
}
