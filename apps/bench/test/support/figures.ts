import { type Figure, figure } from '../../src/studies/study.js';

/** What a small run of the study `calls` finds. */
export const callFigures: readonly Figure[] = [
  figure({ subject: 'toolgate 2025', case: 'tiny', measure: 'ratio to floor', unit: '×' }, [0.7, 0.74, 0.78]),
  figure({ subject: 'toolgate 2025', case: 'tiny', measure: 'CPU', unit: 'µs' }, [48, 51, 50]),
  figure({ subject: 'sdk-v1-stateful', case: 'tiny', measure: 'ratio to floor', unit: '×' }, [0.1]),
  figure({ subject: 'sdk-v1-stateful', case: 'tiny', measure: 'CPU', unit: 'µs' }, [1_350]),
];

/** What a small run of the study `growth` finds. */
export const growthFigures: readonly Figure[] = [0, 5, 20].map((at) =>
  figure({ subject: 'plugins', case: String(at), at, measure: 'CPU', unit: 'µs' }, [40 + at]),
);
