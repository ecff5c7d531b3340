import { describe, expect, it } from '@jest/globals';
import { findings } from '../src/results/findings.js';
import { passes } from '../src/results/score-run.js';
import { shortfalls } from '../src/results/shortfalls.js';
import { table } from '../src/results/table.js';
import { suiteRuns } from '../src/suite/suite-run.js';
import { sampleRun } from './sample-run.js';

const clean = () => {
  const { scenarios, ...result } = sampleRun(2);
  return { ...result, scenarios: scenarios.filter(passes) };
};

describe('the result of a run', () => {
  it('passes a scenario with warnings or skipped checks, and none without a check', () => {
    expect(sampleRun().scenarios.map((scenario) => [scenario.name, scenario.scored, passes(scenario)])).toEqual([
      ['tools-list', true, true],
      ['caching', true, false],
      ['sep-2640-skills-directory', true, false],
      ['tasks-status-notifications', false, true],
    ]);
  });

  it('is a row of the table, with a dash where nothing is scored', () => {
    const { run, ...result } = sampleRun();
    const plain = { ...result, run: { title: 'all', options: [], scenarios: 4 } };
    expect(table([{ ...result, run }, plain]).split('\n')).toEqual([
      'run         scored  unscored  all  checks  warnings  skipped  seconds',
      '2026-07-28  1/3     1/1       2/4  2/4     1         1        1.3',
      'all         -       -         2/4  2/4     1         1        1.3',
    ]);
  });

  it('names failed checks, skipped checks and warnings', () => {
    expect(findings(sampleRun())).toEqual([
      '2026-07-28: caching FAILED',
      '    sep-2549-tools-list: ttlMs is missing',
      '2026-07-28: sep-2640-skills-directory FAILED',
      '    sep-2640-skills-directory: Et [JsonRpcError]: no such method',
      '2026-07-28: tools-list warned',
      '    tools-name-format: one name is odd',
      '2026-07-28: tasks-status-notifications skipped 1 of 1 checks',
    ]);
  });

  it('falls short where a scenario fails', () => {
    expect(shortfalls(sampleRun())).toEqual([
      '2026-07-28: scored 1/3, must be 3/3.',
      '2026-07-28: all 2/4, must be 4/4.',
    ]);
  });

  it('falls short where the suite has lost a scenario, or the run had trouble', () => {
    expect(shortfalls(clean())).toEqual([]);
    expect(shortfalls({ ...clean(), run: sampleRun(3).run })).toEqual([
      '2026-07-28: scored 1/1, must be 2/2.',
      '2026-07-28: all 2/2, must be 3/3.',
    ]);
    expect(shortfalls({ ...clean(), troubles: ['The suite did not end.'] })).toEqual([
      '2026-07-28: The suite did not end.',
    ]);
  });
});

it('asks for 30 + 3, 37 + 13 and 65 scenarios', () => {
  expect(suiteRuns.map(({ scenarios, unscored = 0 }) => [scenarios - unscored, unscored])).toEqual([
    [30, 3],
    [37, 13],
    [65, 0],
  ]);
});
