import { inspect } from 'node:util';
import type { CompiledOperation } from '../operation/compiled-operation.js';

/** One line of an explanation, outermost first. */
export interface ExplainedStep {
  readonly stage: string;
  readonly plugin: string;
  readonly settings: string;
}

/** What a call of one operation goes through. Prints as a table. */
export class Explanation {
  readonly operation: string;
  readonly steps: readonly ExplainedStep[];

  constructor(operation: string, steps: readonly ExplainedStep[]) {
    this.operation = operation;
    this.steps = steps;
  }

  toString(): string {
    const width = (of: (step: ExplainedStep) => string): number =>
      Math.max(...this.steps.map((step) => of(step).length));
    const stage = width((step) => step.stage);
    const plugin = width((step) => step.plugin);
    const lines = this.steps.map((step) =>
      `  ${step.stage.padEnd(stage)}  ${step.plugin.padEnd(plugin)}  ${step.settings}`.trimEnd(),
    );
    return [this.operation, ...lines].join('\n');
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

export function explainOperation(
  { operation, chain }: CompiledOperation,
  deadlineMs: number,
  authenticated: boolean,
): Explanation {
  const steps = [
    { stage: 'allowed', plugin: 'core', settings: requirement(operation.options, authenticated) },
    { stage: 'deadline', plugin: 'core', settings: `${deadlineMs / 1_000} s in all` },
    ...chain.links,
    { stage: 'call', plugin: 'core', settings: 'the handler' },
  ];
  return new Explanation(operation.name, steps);
}

function requirement(
  { permissions, roles, public: open, challenge }: CompiledOperation['operation']['options'],
  authenticated: boolean,
): string {
  if (!authenticated) return 'anyone: no authenticator is installed';
  if (open === true) return 'anyone: public';
  const needs = [permissions ?? []].flat();
  if (roles !== undefined) needs.push(`the role ${[roles].flat().join(' or ')}`);
  if (needs.length === 0) return 'any authenticated caller';
  return `callers with ${needs.join(' and ')}${challenge === true ? '; others are told what they lack' : ''}`;
}
