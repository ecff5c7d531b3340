import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Child, startChild } from '../child/start-child.js';
import { startFixture } from '../child/start-fixture.js';
import { readChecks } from '../results/read-checks.js';
import { type RunResult, scoreRun } from '../results/score-run.js';
import { suiteOutput } from '../results/suite-output.js';
import type { SuiteRun } from './suite-run.js';

export interface RunSuiteOptions {
  /** The Node for the fixture server; the suite has the one that runs this. */
  readonly node: string;
  /** Each run gets a folder of its own inside. */
  readonly folder: string;
}

const limitMs = 180_000;
const scenarioLimitMs = 20_000;

/** Runs one part of the suite against a fixture server of its own, because scenarios change its lists of tools and prompts. */
export async function runSuite(run: SuiteRun, { node, folder }: RunSuiteOptions): Promise<RunResult> {
  const start = performance.now();
  const results = join(folder, run.title);
  await mkdir(results);
  const { url, child: fixture } = await startFixture(node);
  const suite = startSuite(['--url', url, ...run.options, '--output-dir', results]);
  const status = await suite.ended;
  const troubles = [...suiteTroubles(suite, status), ...fixtureTroubles(fixture)];
  fixture.process.kill('SIGKILL');
  await fixture.ended;
  const scenarios = scoreRun(suiteOutput(suite.output(), suite.complaint()), await readChecks(results));
  return { run, seconds: (performance.now() - start) / 1000, troubles, scenarios };
}

function startSuite(options: readonly string[]): Child {
  const program = createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/dist/index.js');
  const limits = ['--timeout', String(scenarioLimitMs)];
  return startChild([program, 'server', ...options, ...limits], { node: process.execPath, limitMs });
}

function suiteTroubles(suite: Child, status: number | NodeJS.Signals): readonly string[] {
  if (status === 0 || status === 1) return [];
  if (status === 'SIGKILL') return [`The suite was killed: it must end within ${limitMs / 1000} s.`];
  return [`The suite ended with ${status}. ${lastWords(suite)}`.trim()];
}

function fixtureTroubles(fixture: Child): readonly string[] {
  const status = fixture.process.exitCode ?? fixture.process.signalCode;
  return status === null ? [] : [`The fixture server ended with ${status}. ${lastWords(fixture)}`.trim()];
}

const lastWords = (child: Child): string => child.complaint().trim().slice(-2000);
