import { expect, test } from '@jest/globals';
import type { Budget } from '../src/budgets/budget.js';
import { rowsToCome } from '../src/budgets/budget-row.js';
import { budgets } from '../src/budgets/budgets.js';
import { checkBudgets } from '../src/budgets/check-budgets.js';
import { toFloor } from '../src/budgets/to-floor.js';
import { worstOf } from '../src/budgets/worst-of.js';
import { toolgateRows } from '../src/rows/toolgate-rows.js';
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

test('no plugin leaves a function on an operation that does not use it', async () => {
  const own = budgets.filter(({ name }) => name === 'unused-plugin');
  const verdicts = await checkBudgets(own, { ...smallBench(), pairs: 15 });
  expect(verdicts).toMatchObject([{ outcome: 'ok', measured: '0.0000', passes: true }]);
});

test('a row that is still to come decides nothing, any other missing one fails', async () => {
  const names = ['toolgate full stack 2025', 'toolgate full stock 2025'];
  const verdicts = await checkBudgets(
    names.map((name) => budget(name, toFloor(name))),
    smallBench(),
  );
  expect(verdicts.map(({ outcome, passes }) => [outcome, passes])).toEqual([
    ['no row yet', true],
    [expect.stringContaining('not measured: There is no row "toolgate full stock 2025"'), false],
  ]);
});

test('no row is still to come that is there', () => {
  expect(toolgateRows.filter(({ name }) => rowsToCome.includes(name))).toEqual([]);
});

test('of several series the worst is judged, and before it one that is too short', () => {
  const [low, high] = [
    [1, 1, 1],
    [2, 2, 2],
  ];
  expect(worstOf('at least', [high, low])).toBe(low);
  expect(worstOf('at most', [low, high])).toBe(high);
  expect(worstOf('at least', [low, [9, 9], high])).toEqual([9, 9]);
  expect(worstOf('at most', [[], high, []])).toEqual([]);
});
