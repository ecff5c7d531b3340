/** One run of the suite: how it is asked for, and how many scenarios it has, all of which must pass. */
export interface SuiteRun {
  readonly title: string;
  readonly options: readonly string[];
  readonly scenarios: number;
  /** How many of them the requirement set runs without scoring them. A plain suite knows no such difference. */
  readonly unscored?: number;
}

/** Both frozen requirement sets, each on the wire of its revision, and every scenario there is, each on its own wire. */
export const suiteRuns: readonly SuiteRun[] = [
  { title: '2025-11-25', options: ['--requirements', '2025-11-25'], scenarios: 33, unscored: 3 },
  { title: '2026-07-28', options: ['--requirements', '2026-07-28'], scenarios: 50, unscored: 13 },
  { title: 'all', options: ['--suite', 'all'], scenarios: 65 },
];
