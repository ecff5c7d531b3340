import { oneLine } from './program/one-line.js';
import { programOptions } from './program/program-options.js';
import { serve } from './program/serve.js';

try {
  await serve(programOptions(process.argv.slice(2), process.env));
} catch (error) {
  process.stderr.write(`atlas: ${oneLine(error)}\n`);
  process.exitCode = 1;
}
