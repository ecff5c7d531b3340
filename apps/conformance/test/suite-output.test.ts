import { describe, expect, it } from '@jest/globals';
import { suiteOutput } from '../src/results/suite-output.js';
import { complaint, output } from './sample-run.js';

describe('suiteOutput', () => {
  it('lists the scenarios in the order in which they ran', () => {
    const { scenarios } = suiteOutput(output, complaint);
    expect(scenarios).toEqual(['tools-list', 'caching', 'sep-2640-skills-directory', 'tasks-status-notifications']);
  });

  it('tells the unscored scenarios from the summary above them', () => {
    expect([...suiteOutput(output, complaint).unscored]).toEqual(['tasks-status-notifications']);
  });

  it('keeps the reason of a scenario that broke off', () => {
    expect([...suiteOutput(output, complaint).broken]).toEqual([
      ['sep-2640-skills-directory', 'Et [JsonRpcError]: no such method'],
    ]);
  });

  it('reads the output of a suite that was cut off', () => {
    const cut = output.slice(0, output.indexOf('=== SUMMARY'));
    expect(suiteOutput(cut, '')).toMatchObject({ scenarios: { length: 4 }, unscored: new Set(), broken: new Map() });
  });
});
