#!/usr/bin/env node
import { runCommand } from './command/run-command.js';

process.exitCode = await runCommand(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  error: process.stderr,
});
