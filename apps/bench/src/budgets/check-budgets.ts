import { messageOf } from '../program/message-of.js';
import type { Bench } from '../studies/study.js';
import type { Budget, Verdict } from './budget.js';
import { judge } from './judge.js';

/** Measures budgets one after the other. What cannot be measured does not pass. */
export async function checkBudgets(budgets: readonly Budget[], bench: Bench): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const budget of budgets) verdicts.push(await verdictOn(budget, bench));
  return verdicts;
}

async function verdictOn(budget: Budget, bench: Bench): Promise<Verdict> {
  try {
    return judge(budget, await budget.measure(bench), bench.pairs);
  } catch (error) {
    const outcome = `not measured: ${messageOf(error)}`;
    return { ...judge(budget, [], bench.pairs), outcome, passes: false };
  }
}
