import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { createServer, type ServerOptions } from '@toolgate/core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { tokenAuth } from '../identity/token-auth.js';
import { listening } from '../support/listening.js';
import { modernRequest, routing } from '../support/modern-wire.js';
import { quietLog } from '../support/quiet-log.js';
import { initialize, jsonHeaders } from '../support/wire.js';

jest.setTimeout(60_000);

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const { TOOLGATE_PAGE_SCRIPT: scriptPath } = process.env;
if (scriptPath === undefined) throw new Error('Start this with "npm run browser", which bundles the page.');
const script = readFileSync(scriptPath);
/** Serves the page, on a port of its own and hence from another origin. Not by `page.route`, with which playwright answers preflights itself. */
const pages = createHttpServer(({ url }, response) => {
  if (url === '/page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
  else if (url === '/')
    response.setHeader('content-type', 'text/html').end('<!doctype html><script src="/page.js"></script>');
  // A browser asks every page for its icon.
  else response.writeHead(204).end();
});
let browser: Browser;
let page: Page;
let origin = '';
let mistakes: string[] = [];

beforeAll(async () => {
  await once(pages.listen(0, '127.0.0.1'), 'listening');
  const address = pages.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '', args });
});

beforeEach(async () => {
  mistakes = [];
  page = await browser.newPage();
  page.on('pageerror', (error) => mistakes.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') mistakes.push(message.text());
  });
  await page.goto(`${origin}/`);
});

afterEach(() => page.close());

afterAll(async () => {
  await browser.close();
  pages.close();
});

/** A server for ada; answers its URL, and the tools that have been called. */
async function serve(options: Partial<ServerOptions> = {}) {
  const called: string[] = [];
  const server = createServer({ name: 'test', version: '1.0.0', log: quietLog(), ...options }).use(
    tokenAuth({ ada: [] }),
  );
  server.tool('echo', { description: 'Echoes', input: { text: z.string() } }, ({ text: words }) => words);
  server.tool('steps', { description: 'Reports' }, (_input, call) => {
    called.push('steps');
    for (const step of [1, 2]) call.progress(step);
    return 'done';
  });
  server.tool('change', { description: 'Changes the list' }, () => {
    server.tool('added', { description: 'Added' }, () => 'x');
    return 'changed';
  });
  const region = z.string().meta({ 'x-mcp-header': 'Region' });
  server.tool('weather', { description: 'Weather', input: { region } }, ({ region: where }) => {
    called.push('weather');
    return `sun in ${where}`;
  });
  const { url } = await listening(server);
  return { url, called };
}

/** Runs a function of the page's script; answers what it does. */
function run(name: 'legacy' | 'modern' | 'plain', ...given: readonly unknown[]): Promise<unknown> {
  return page.evaluate(`${name}(${given.map((value) => JSON.stringify(value)).join(', ')})`);
}

const text = (words: string) => [{ type: 'text', text: words }];

test('the official v1 client works from a page: session, progress, GET stream and end', async () => {
  const { url } = await serve({ cors: { origins: [origin] } });
  expect(await run('legacy', url)).toEqual({
    sessionId: expect.stringMatching(/^[\w-]{22}$/),
    steps: [1, 2],
    content: text('done'),
    notification: 'notifications/tools/list_changed',
  });
  expect(mistakes).toEqual([]);
});

test('the official v2 client works from a page on the 2026 wire, given the headers that repeat arguments', async () => {
  const { url } = await serve({ cors: { origins: [origin] } });
  expect(await run('modern', url)).toEqual({
    tools: ['echo', 'steps', 'change', 'weather'],
    echoed: text('hello'),
    weather: text('sun in Zürich'),
  });
  expect(mistakes).toEqual([]);
});

test('a script reads the challenge and the session of an answer, and no other header that is ours', async () => {
  const { url } = await serve({ cors: { origins: [origin] } });
  const body = JSON.stringify(initialize());
  const unknown = await run('plain', url, jsonHeaders, body);
  expect(unknown).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="tokens"' } });
  const known = await run('plain', url, { ...jsonHeaders, authorization: 'Bearer ada' }, body);
  expect(known).toMatchObject({ status: 200, headers: { 'mcp-session-id': expect.any(String) } });
  expect(known).not.toHaveProperty(['headers', 'vary']);
  // The browser itself reports the 401, and nothing else.
  expect(mistakes).toEqual([expect.stringContaining('401')]);
});

test('a script cannot send a header that is none of the protocol', async () => {
  const { url, called } = await serve({ cors: { origins: [origin] } });
  const headers = { ...jsonHeaders, authorization: 'Bearer ada', 'x-tenant': 'other' };
  expect(await run('plain', url, headers, JSON.stringify(initialize()))).toBe('TypeError: Failed to fetch');
  expect(called).toEqual([]);
});

const blocked: [string, () => Partial<ServerOptions>][] = [
  ['without cors', () => ({})],
  ['with its origin allowed, but without cors', () => ({ allowedOrigins: [origin] })],
  ['with cors for others', () => ({ cors: { origins: ['https://shop.example.com'] } })],
];

test.each(blocked)('a page gets nothing %s, in either era', async (_what, options) => {
  const { url, called } = await serve(options());
  await expect(run('legacy', url)).rejects.toThrow('Failed to fetch');
  await expect(run('modern', url)).rejects.toThrow();
  const message = modernRequest('tools/call', { name: 'weather', arguments: { region: 'north' } });
  const headers = { ...jsonHeaders, ...routing(message), 'mcp-param-region': 'north', authorization: 'Bearer ada' };
  expect(await run('plain', url, headers, JSON.stringify(message))).toBe('TypeError: Failed to fetch');
  // What needs no preflight arrives, and is refused all the same.
  expect(await run('plain', url, { 'content-type': 'text/plain' }, JSON.stringify(message))).toBe(
    'TypeError: Failed to fetch',
  );
  expect(called).toEqual([]);
});
