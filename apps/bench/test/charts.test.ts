import { expect, test } from '@jest/globals';
import { charts } from '../src/report/charts/charts.js';
import { drawChart } from '../src/report/charts/draw-chart.js';
import { studies } from '../src/studies/studies.js';
import { callFigures, growthFigures } from './support/figures.js';

const chart = (name: string) => {
  const found = charts.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no chart ${name}.`);
  return found;
};

test.each(['calls-cpu-tiny', 'calls-ratio-tiny'])('%s names every server', (name) => {
  const svg = drawChart(chart(name), callFigures);
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/);
  for (const subject of ['toolgate 2025', 'sdk-v1-stateful']) expect(svg).toContain(subject);
});

test('bars bear their medians', () => {
  expect(drawChart(chart('calls-cpu-tiny'), callFigures)).toContain('>1,350<');
});

test('growth is drawn as a line for each thing', () => {
  expect(drawChart(chart('growth'), growthFigures)).toContain('>plugins<');
});

test('there is no picture of nothing', () => {
  expect(drawChart(chart('calls-cpu-900kb'), callFigures)).toBeUndefined();
});

test('every chart is of a study, and every study has a chart but that of the cluster', () => {
  const drawn = new Set(charts.map(({ study }) => study));
  expect([...drawn].filter((name) => !studies.some((study) => study.name === name))).toEqual([]);
  expect(studies.map(({ name }) => name).filter((name) => !drawn.has(name))).toEqual(['cluster']);
});
