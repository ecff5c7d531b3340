import { spawn } from 'node:child_process';
import { redis } from './tools/redis.mjs';

/** Tells the tests which Redis to start; answers an exit status. */
function testRedis() {
  try {
    process.env.TOOLGATE_TEST_REDIS = redis();
    return 0;
  } catch (error) {
    console.error(error.message);
    return 1;
  }
}

let summary = '0 passed, 1 failed'; // stays when lint, typecheck, build, pack, api or conformance fails
const turbo = (...args) =>
  new Promise((resolve, reject) => {
    const child = spawn('turbo', ['run', ...args], {
      stdio: ['inherit', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text);
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop();
      summary = lines.findLast((line) => /^\d+ passed, \d+ failed$/.test(line)) ?? summary;
    });
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
process.exitCode =
  testRedis() ||
  (await turbo('lint', 'typecheck', 'typecheck:5.9', 'build')) ||
  (await turbo('pack:run', 'api:run', 'conformance:run')) ||
  (await turbo('jest', '--output-logs=full', '--log-prefix=none'));
console.log(summary);
