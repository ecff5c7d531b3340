import { expect, test } from '@jest/globals';
import type { Budget } from '../src/budgets/budget.js';
import { checkBudgets } from '../src/budgets/check-budgets.js';
import { toFloor } from '../src/budgets/to-floor.js';
import { unusedPlugin } from '../src/budgets/unused-plugin.js';
import { smallBench } from './support/small-bench.js';

const budget = (name: string, measure: Budget['measure']): Budget => ({
  name,
  must: 0,
  unit: 'functions',
  bound: 'at most',
  measure,
});

test('a budget that cannot be measured does not pass, and the others are still measured', async () => {
  const failing = () => Promise.reject(new Error('1 of 9 answers of it were wrong or missing.'));
  const verdicts = await checkBudgets([budget('a', failing), budget('b', async () => [0])], smallBench());
  expect(verdicts.map(({ name, outcome, passes }) => [name, outcome, passes])).toEqual([
    ['a', 'not measured: 1 of 9 answers of it were wrong or missing.', false],
    ['b', 'ok', true],
  ]);
});

test('a plugin an operation does not use leaves no function behind', async () => {
  const [verdict] = await checkBudgets([budget('unused-plugin', unusedPlugin)], smallBench());
  expect(verdict).toMatchObject({ outcome: 'ok', passes: true });
});

test('a row that does not exist decides nothing', async () => {
  const [verdict] = await checkBudgets([budget('stack', toFloor('toolgate full stack 2025'))], smallBench());
  expect(verdict).toMatchObject({ outcome: 'no row yet', passes: true });
});
