import { expect, it, jest } from '@jest/globals';
import { initialize, jsonHeaders } from '../support/wire.js';
import { startProgram } from './start-program.js';

// Each test compiles and starts a process, which takes seconds on a machine that is busy.
jest.setTimeout(30_000);

const hello = JSON.stringify(initialize());

async function urlOf(errorLine: () => Promise<string>): Promise<string> {
  const line = await errorLine();
  expect(line).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+\/mcp$/);
  return line.replace('listening on ', '');
}

it('serves stdio without a port, and ends with its input', async () => {
  const program = startProgram([]);
  program.process.stdin.write(`${hello}\n`);
  expect(JSON.parse(await program.outLine())).toMatchObject({ id: 'init', result: { protocolVersion: '2025-11-25' } });
  program.process.stdin.end();
  expect(await program.end).toEqual({ code: 0, errors: '' });
});

it('serves HTTP with --port, and drains and exits with 0 on SIGTERM', async () => {
  const program = startProgram(['--port', '0']);
  const url = await urlOf(program.errorLine);
  expect((await fetch(url, { method: 'POST', headers: jsonHeaders, body: hello })).status).toBe(200);
  program.process.kill('SIGTERM');
  expect((await program.end).code).toBe(0);
});

it('serves HTTP with PORT, and exits with 0 on SIGINT', async () => {
  const program = startProgram([], { PORT: '0' });
  const url = await urlOf(program.errorLine);
  expect((await fetch(url, { method: 'POST', headers: jsonHeaders, body: hello })).status).toBe(200);
  program.process.kill('SIGINT');
  expect((await program.end).code).toBe(0);
});

it('prefers --port to PORT', async () => {
  const program = startProgram(['--port', '0'], { PORT: 'http' });
  await urlOf(program.errorLine);
  program.process.kill('SIGTERM');
  expect((await program.end).code).toBe(0);
});

it.each([
  [['--port', '3000x'], {}, '--port is "3000x": use a whole number from 0 to 65535.\n'],
  [[], { PORT: '-1' }, 'PORT is "-1": use a whole number from 0 to 65535.\n'],
  [['--port', '0', '--host', '0.0.0.0'], {}, /^0\.0\.0\.0 can be reached from other machines: .*\n$/],
  [[], { PORT: '0', HOST: '0.0.0.0' }, /^0\.0\.0\.0 can be reached from other machines: .*\n$/],
  [['--mistake'], {}, /^timeout of tool "late" is -1: .*\n$/],
  [['--mistake', '--port', '0'], {}, /^timeout of tool "late" is -1: .*\n$/],
])('says a mistake in one line and exits with 1: %j %j', async (args, env, sentence) => {
  const { code, errors } = await startProgram(args, env).end;
  expect(errors).toMatch(sentence);
  expect(code).toBe(1);
});
