import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const copy = fs.mkdtempSync(join(tmpdir(), 'toolgate-release-'));
const changesets = join('node_modules', '@changesets', 'cli');
const core = join('packages', 'core', 'package.json');

const original = (path: string) => fs.readFileSync(join(root, path), 'utf8');
const read = (path: string) => fs.readFileSync(join(copy, path), 'utf8');
const write = (path: string, text: string) => fs.writeFileSync(join(copy, path), text);
const version = (path: string): unknown => JSON.parse(read(path)).version;

const manifests = ['packages', 'apps'].flatMap((group) =>
  fs
    .readdirSync(join(root, group))
    .map((name) => join(group, name, 'package.json'))
    .filter((path) => fs.existsSync(join(root, path))),
);
const apps = manifests.filter((path) => JSON.parse(original(path)).private === true);
const published = manifests.filter((path) => !apps.includes(path));

// In a git hook GIT_DIR names the real repository, and a user's settings may sign commits.
const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
const env = { ...Object.fromEntries(inherited), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };
const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: copy, env, stdio: 'pipe' });

/** Releases a minor of core in a copy of the manifests and settings, where every package is at 0.1.0. */
beforeAll(() => {
  for (const path of ['package.json', 'pnpm-workspace.yaml', join('.changeset', 'config.json'), ...manifests])
    fs.cpSync(join(root, path), join(copy, path));
  for (const path of published) write(path, read(path).replace(/"version": "[^"]*"/, '"version": "0.1.0"'));
  write(join('.changeset', 'new-stage.md'), '---\n"@toolgate/core": minor\n---\n\nA new stage.\n');
  fs.mkdirSync(dirname(join(copy, changesets)), { recursive: true });
  fs.symlinkSync(join(root, changesets), join(copy, changesets), 'junction');
  run('git', 'init', '--quiet', '--template=');
  run('git', 'add', '.changeset', 'packages', 'apps');
  run('git', '-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message=Copy');
  run(process.execPath, join(changesets, 'bin.js'), 'version');
}, 30_000);
afterAll(() => fs.rmSync(copy, { recursive: true, force: true }));

test('a minor change of core is released as 0.2.0', () => {
  expect(version(core)).toBe('0.2.0');
  expect(read(join('packages', 'core', 'CHANGELOG.md'))).toContain('A new stage.');
});

test('a minor change of core does not move the packages that peer-depend on it', () => {
  const others = published.filter((path) => path !== core);
  expect(others.length).toBeGreaterThan(0);
  expect(others.map(version)).toEqual(others.map(() => '0.1.0'));
});

test('a release leaves private packages alone', () => {
  expect(apps.length).toBeGreaterThan(0);
  expect(apps.map(read)).toEqual(apps.map(original));
});
