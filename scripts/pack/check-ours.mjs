import { createRequire } from 'node:module';
import { resolve, sep } from 'node:path';

// Type-checks a program as `tsc` would, but reports only on the files below the working directory: not on those its
// dependencies link to. Arguments: the folder of a TypeScript before 7, then tsc's own.
const [folder, ...args] = process.argv.slice(2);
const ts = createRequire(import.meta.url)(folder);
const { options, fileNames, errors } = ts.parseCommandLine(args);
const program = ts.createProgram(fileNames, options);
const ours = program.getSourceFiles().filter((file) => resolve(file.fileName).startsWith(process.cwd() + sep));
const diagnostics = [
  ...errors,
  ...program.getOptionsDiagnostics(),
  ...program.getGlobalDiagnostics(),
  ...ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
];
const host = { getCurrentDirectory: ts.sys.getCurrentDirectory, getCanonicalFileName: (name) => name };
process.stdout.write(ts.formatDiagnostics(diagnostics, { ...host, getNewLine: () => '\n' }));
process.exitCode = diagnostics.length > 0 ? 2 : 0;
