import { describe, expect, it } from '@jest/globals';
import { coreList, pinned } from '../src/process/cores.js';
import { benchOptions } from '../src/program/bench-options.js';
import { createProgress } from '../src/program/progress.js';
import { select } from '../src/program/select.js';

describe('the command line', () => {
  it('asks for everything with 15 pairs by default, and for one with --quick', () => {
    const defaults = { check: false, quick: false, help: false, pairs: 15, only: [] };
    expect(benchOptions([])).toEqual(defaults);
    expect(benchOptions(['--quick', '--only', 'a, b'])).toEqual({
      ...defaults,
      quick: true,
      pairs: 1,
      only: ['a', 'b'],
    });
    expect(benchOptions(['--check', '--pairs', '20'])).toEqual({ ...defaults, check: true, pairs: 20 });
  });

  it.each([
    [['--fast'], "Unknown option '--fast'. The flags are --quick, --only, --pairs and --help."],
    [['--pairs', '1.5'], '--pairs is "1.5": use a whole number from 1.'],
    [['--check', '--pairs', '3'], '--pairs is 3: a budget needs 15 pairs or more.'],
    [['--check', '--quick'], 'bench:check takes no --quick: a budget needs its 15 pairs.'],
  ])('refuses %j with a sentence', (args, sentence) => {
    expect(() => benchOptions(args)).toThrow(sentence);
  });
});

describe('--only', () => {
  const rows = [{ name: 'toolgate 2025' }, { name: 'fastmcp' }];
  const studies = [{ name: 'calls' }, { name: 'growth' }];

  it('chooses rows of the calls, studies with all rows, or both', () => {
    const [ours] = rows;
    expect(select([], rows, studies)).toEqual({ rows, studies });
    expect(select(['toolgate 2025'], rows, studies)).toEqual({ rows: [ours], studies: [{ name: 'calls' }] });
    expect(select(['growth'], rows, studies)).toEqual({ rows, studies: [{ name: 'growth' }] });
    expect(select(['growth', 'toolgate 2025'], rows, studies)).toEqual({ rows: [ours], studies: [{ name: 'growth' }] });
  });

  it('refuses a name that is neither', () => {
    expect(() => select(['tmcp'], rows, studies)).toThrow(
      '--only names "tmcp", which is no row and no study. There are: toolgate 2025, fastmcp, calls, growth.',
    );
  });
});

describe('progress', () => {
  const written = (isTTY: boolean): readonly string[] => {
    const texts: string[] = [];
    const { say, clear } = createProgress({
      isTTY,
      columns: 20,
      write: (text: string | Uint8Array) => texts.push(String(text)) > 0,
    });
    for (const text of ['row: pair 1 of 2', 'row: pair 2 of 2', 'other']) say(text);
    clear();
    return texts;
  };

  it('is one line that changes on a terminal', () => {
    expect(written(true)).toEqual(
      ['row: pair 1 of 2', 'row: pair 2 of 2', 'other', ''].map((text) => `\r\x1b[K${text}`),
    );
  });

  it('is a line for each task elsewhere', () => {
    expect(written(false)).toEqual(['row …\n', 'other …\n']);
  });
});

describe('cores', () => {
  it('are read from a list with ranges', () => {
    expect(coreList(' 0,2-4\n')).toEqual([0, 2, 3, 4]);
  });

  it('are given to taskset, where there are any', () => {
    expect(pinned('1', ['node', 'a.js'])).toEqual(['taskset', '-c', '1', 'node', 'a.js']);
    expect(pinned(undefined, ['node', 'a.js'])).toEqual(['node', 'a.js']);
  });
});
