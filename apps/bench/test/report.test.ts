import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { appFolder } from '../src/process/program-path.js';
import { findingsTable } from '../src/report/findings-table.js';
import { numberText } from '../src/report/number-text.js';
import { withFigures } from '../src/report/readme-figures.js';
import { resultsOf, writeResults } from '../src/report/results.js';
import { writeCharts } from '../src/report/write-charts.js';
import { writeReadme } from '../src/report/write-readme.js';
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
    '                         ratio to floor ×            CPU µs  samples',
    'toolgate 2025 tiny    0.740 (0.720–0.760)  50.0 (49.0–50.5)        3',
    'sdk-v1-stateful tiny                0.100             1,350        1',
  ]);
});

test('numbers have three digits that matter', () => {
  expect([0.7123, 7.126, 31.44, 28_400.4].map(numberText)).toEqual(['0.712', '7.13', '31.4', '28,400']);
});

test('results and charts are written to their folders, without a path of this machine', () => {
  const fault = { kind: 'failed', text: `row FAILED: Error at ${appFolder}dist/servers/toolgate.js` } as const;
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
  const rows = [
    { name: 'fastmcp', note: 'As its README shows.', peer: true },
    { name: 'toolgate 2025', peer: false },
  ];
  const filled = withFigures(page, [results], rows);
  expect(filled).toMatch(/^before\n<!-- figures: begin -->\n\n### calls\n[\s\S]*<!-- figures: end -->\nafter\n$/);
  expect(filled).toContain('](charts/calls-ratio-tiny.svg)');
  expect(filled).toContain(findingsTable(callFigures));
  expect(filled).toContain('2026-11-26, Node 20.20.2 on a CPU, 2 cores');
  expect(filled).not.toContain('old');
  expect(filled).toContain('### The rows of others\n\n- `fastmcp`: As its README shows.\n');
  expect(withFigures(filled, [results], rows)).toBe(filled);
  expect(() => withFigures('no marks', [], [])).toThrow('The README lacks');
});

test('the README is left alone while a figure is missing', () => {
  const page = join(folder, 'README.md');
  const text = '<!-- figures: begin -->\n<!-- figures: end -->\n';
  writeFileSync(page, text);
  const fault = { kind: 'failed', text: 'row FAILED: no luck' } as const;
  writeResults(join(folder, 'results'), resultsOf(about, { figures: callFigures, faults: [fault] }, run));
  expect(writeReadme(folder, [about], [])).toEqual(['row FAILED: no luck']);
  expect(readFileSync(page, 'utf8')).toBe(text);
  expect(writeReadme(folder, [about], [{ name: 'row', peer: false }])).toEqual(['row FAILED: no luck']);
  expect(readFileSync(page, 'utf8')).toBe(text);
  const short = { kind: 'short', text: 'row: only 3 of 15 pairs' } as const;
  writeResults(join(folder, 'results'), resultsOf(about, { figures: callFigures, faults: [short] }, run));
  expect(writeReadme(folder, [about], [])).toEqual([]);
  expect(readFileSync(page, 'utf8')).toContain('row: only 3 of 15 pairs');
});

test('the README says what a peer could not do', () => {
  const page = join(folder, 'README.md');
  writeFileSync(page, '<!-- figures: begin -->\n<!-- figures: end -->\n');
  const fault = { kind: 'failed', text: 'peer 900kb FAILED: it answered no request' } as const;
  writeResults(join(folder, 'results'), resultsOf(about, { figures: callFigures, faults: [fault] }, run));
  expect(writeReadme(folder, [about], [{ name: 'peer', peer: true }])).toEqual([]);
  expect(readFileSync(page, 'utf8')).toContain('peer 900kb FAILED: it answered no request');
});
