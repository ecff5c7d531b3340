import { BarChart, BoxplotChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Figure } from '../../studies/study.js';
import { barOptions } from './bar-options.js';
import { boxOptions } from './box-options.js';
import { type Chart, figuresOf } from './chart.js';
import { lineOptions } from './line-options.js';

echarts.use([BarChart, BoxplotChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const options = { bars: barOptions, boxes: boxOptions, lines: lineOptions } as const;

/** The chart as SVG, or undefined when there are no figures for it. */
export function drawChart(chart: Chart, figures: readonly Figure[]): string | undefined {
  const shown = figuresOf(chart, figures);
  if (shown.length === 0) return undefined;
  const height = chart.kind === 'lines' ? 360 : 90 + 26 * shown.length;
  const canvas = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 760, height });
  try {
    canvas.setOption({ ...frame(chart), ...options[chart.kind](shown) });
    return canvas.renderToSVGString();
  } finally {
    canvas.dispose();
  }
}

/** The background is white, for the page around it may be dark. */
function frame({ title }: Chart) {
  return {
    animation: false,
    backgroundColor: '#fff',
    title: { text: title, left: 'center', textStyle: { fontSize: 14 } },
  };
}
