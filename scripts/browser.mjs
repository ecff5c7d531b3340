import { join } from 'node:path';
import { build } from 'tsup';
import { chromium } from './tools/chromium.mjs';
import { root, run } from './tools/fetch.mjs';
import { main, temporaryFolder } from './tools/main.mjs';

// Runs the tests of packages/core/test/browser: a page of another origin, in a real browser. Not part of `npm test`.
await main(async () => {
  const folder = temporaryFolder('toolgate-browser-');
  const core = join(root, 'packages', 'core');
  const env = { ...process.env, CHROMIUM: chromium(), TOOLGATE_PAGE_SCRIPT: join(folder, 'page.global.js') };
  await build({
    entry: [join(core, 'test', 'browser', 'page.ts')],
    outDir: folder,
    format: ['iife'],
    platform: 'browser',
    noExternal: [/./],
    config: false,
    silent: true,
  });
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  process.exitCode = run(process.execPath, [...flags, jest, '--config', join(core, 'jest.browser.mjs')], {
    env,
    shell: false,
  });
});
