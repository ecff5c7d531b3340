import fc from 'fast-check';

const wires = ['2025-11-25', '2025-06-18', '2025-03-26', 'batch', 'sse', '2026-07-28'] as const;
const acts = ['mix', 'ask', 'sample', 'task', 'read', 'prompt', 'complete', 'list', 'fail', 'steal'] as const;

/** How a client talks: a revision, batches of 2025-03-26, or HTTP+SSE. */
export type Wire = (typeof wires)[number];
export type Act = (typeof acts)[number];

/** One thing a client does. */
export interface Step {
  readonly act: Act;
  /** Turns of the event loop that the handler waits in the middle. */
  readonly pause: number;
  /** Whether the client goes away in the middle, and comes back where it can. */
  readonly drop: boolean;
  /** What is stolen, of all there is. */
  readonly pick: number;
}

export interface Plan {
  readonly wire: Wire;
  readonly steps: readonly Step[];
}

const step = fc.record<Step>({
  act: fc.constantFrom(...acts),
  pause: fc.nat({ max: 6 }),
  drop: fc.boolean(),
  pick: fc.nat(),
});

/** How large a storm is: from so many clients to so many, and up to so many steps of each. */
export interface StormSize {
  readonly clients: readonly [fewest: number, most: number];
  readonly steps: number;
}

/** What all clients of one storm do. */
export function plans({ clients: [fewest, most], steps }: StormSize): fc.Arbitrary<readonly Plan[]> {
  // Half of them speak the 2026 wire.
  const wire = fc.oneof(fc.constantFrom(...wires), fc.constant('2026-07-28' as const));
  const done = fc.array(step, { minLength: Math.ceil(steps / 2), maxLength: steps, size: 'max' });
  return fc.array(fc.record<Plan>({ wire, steps: done }), { minLength: fewest, maxLength: most, size: 'max' });
}
