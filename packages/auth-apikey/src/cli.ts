#!/usr/bin/env node
import { runCommand } from './command/run-command.js';

process.exitCode = await runCommand(process.argv.slice(2), { output: process.stdout, error: process.stderr });
