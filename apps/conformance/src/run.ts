import { findings } from './results/findings.js';
import { shortfalls } from './results/shortfalls.js';
import { table } from './results/table.js';
import { runSuite } from './suite/run-suite.js';
import { suiteRuns } from './suite/suite-run.js';
import { temporaryFolder } from './temporary-folder.js';

// Started by scripts/node22.mjs: the suite needs Node 22, while the server shall run on the Node that started that script.
const node = process.env.TOOLGATE_NODE ?? process.execPath;
const folder = temporaryFolder('toolgate-conformance-');

try {
  const results = await Promise.all(suiteRuns.map((run) => runSuite(run, { node, folder })));
  const faults = results.flatMap(shortfalls);
  console.log([...results.flatMap(findings), '', table(results), '', ...faults].join('\n').trim());
  process.exitCode = faults.length > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`conformance: ${error instanceof Error ? error.message : String(error)}\n`);
  // Children of the other runs end with this process.
  process.exit(1);
}
