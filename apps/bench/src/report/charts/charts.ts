import type { Chart } from './chart.js';

/** All charts. */
export const charts: readonly Chart[] = [
  ...(['tiny', '10kb', '900kb'] as const).flatMap((payload): Chart[] => [
    {
      name: `calls-cpu-${payload}`,
      study: 'calls',
      title: `CPU time of a tools/call, ${payload}`,
      kind: 'bars',
      measure: 'CPU',
      case: payload,
    },
    {
      name: `calls-ratio-${payload}`,
      study: 'calls',
      title: `Ratio to a bare JSON server, ${payload}: median, quartiles, extremes`,
      kind: 'boxes',
      measure: 'ratio to floor',
      case: payload,
    },
  ]),
  { name: 'initialize', study: 'initialize', title: 'Sessions opened a second', kind: 'bars', measure: 'sessions' },
  {
    name: 'session-memory',
    study: 'session-memory',
    title: 'Heap of an idle session',
    kind: 'bars',
    measure: 'heap a session',
  },
  {
    name: 'tools-list',
    study: 'tools-list',
    title: 'CPU time of tools/list by number of tools',
    kind: 'lines',
    measure: 'CPU',
  },
  {
    name: 'cold-start',
    study: 'cold-start',
    title: 'CPU time to import and listen',
    kind: 'bars',
    measure: 'CPU to listen',
  },
  {
    name: 'stdio',
    study: 'stdio',
    title: 'CPU time of a tools/call over stdio',
    kind: 'bars',
    measure: 'CPU',
    case: 'tiny',
  },
  { name: 'latency-p99', study: 'latency', title: '99 % of calls are answered within', kind: 'bars', measure: 'p99' },
  { name: 'streaming', study: 'streaming', title: 'Server-sent events read', kind: 'bars', measure: 'read' },
  { name: 'plugin-cost', study: 'plugin-cost', title: 'What a plugin adds to a call', kind: 'boxes', measure: 'added' },
  {
    name: 'growth',
    study: 'growth',
    title: 'CPU time of a call as things grow in number',
    kind: 'lines',
    measure: 'CPU',
  },
];
