import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { appFolder } from '../src/process/program-path.js';
import { findingsTable } from '../src/report/findings-table.js';
import { numberText } from '../src/report/number-text.js';
import { withFigures } from '../src/report/readme-figures.js';
import { resultsOf, writeResults } from '../src/report/results.js';
import { writeCharts } from '../src/report/write-charts.js';
import { callFigures } from './support/figures.js';

const folder = mkdtempSync(join(tmpdir(), 'toolgate-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const environment = {
  node: '20.20.2',
  cpu: 'a CPU',
  cores: 2,
  pinned: true,
  load: 'wrk 4.1.0',
  versions: {},
  limits: {},
};
const about = { name: 'calls', title: 'Calls', note: 'A note.' };
const run = { date: '2026-11-26T00:00:00.000Z', quick: false, environment };

test('the table has a line for each server, with quartiles where there are several samples', () => {
  expect(findingsTable(callFigures).split('\n')).toEqual([
    '                         ratio to floor ×            CPU µs',
    'toolgate 2025 tiny    0.740 (0.720–0.760)  50.0 (49.0–50.5)',
    'sdk-v1-stateful tiny                0.100             1,350',
  ]);
});

test('numbers have three digits that matter', () => {
  expect([0.7123, 7.126, 31.44, 28_400.4].map(numberText)).toEqual(['0.712', '7.13', '31.4', '28,400']);
});

test('results and charts are written to their folders, without a path of this machine', () => {
  const fault = `row FAILED: Error at ${appFolder}dist/servers/toolgate.js`;
  const results = resultsOf(about, { figures: callFigures, faults: [fault] }, run);
  writeResults(folder, results);
  writeCharts(folder, results);
  expect(readdirSync(folder).sort()).toEqual(['calls-cpu-tiny.svg', 'calls-ratio-tiny.svg', 'calls.json']);
  const text = readFileSync(join(folder, 'calls.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ schema: 1, ...about, ...run, figures: callFigures });
  expect(text).not.toContain(appFolder);
});

test('the README gets charts, tables and the environment between its marks', () => {
  const results = resultsOf(about, { figures: callFigures, faults: [] }, run);
  const page = 'before\n<!-- figures: begin -->\nold\n<!-- figures: end -->\nafter\n';
  const filled = withFigures(page, [results]);
  expect(filled).toMatch(/^before\n<!-- figures: begin -->\n\n### calls\n[\s\S]*<!-- figures: end -->\nafter\n$/);
  expect(filled).toContain('](charts/calls-ratio-tiny.svg)');
  expect(filled).toContain(findingsTable(callFigures));
  expect(filled).toContain('Node 20.20.2 on a CPU, 2 cores');
  expect(filled).not.toContain('old');
  expect(withFigures(filled, [results])).toBe(filled);
  expect(() => withFigures('no marks', [])).toThrow('The README lacks');
});
