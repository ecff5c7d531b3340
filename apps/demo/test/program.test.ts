import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ask } from './support/atlas-caller.js';
import { type Environment, type Program, programFile, startProgram } from './support/program.js';

const editor = 'tg_editoreditoreditor';
const keys = { ATLAS_KEYS: `editor=${editor}:countries.read,notes.write` };
const started: Program[] = [];

// Each test starts processes, on machines that may be busy.
jest.setTimeout(30_000);

afterEach(() => {
  for (const { child } of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

function start(env: Environment, args: readonly string[] = []): Program {
  const program = startProgram('index', args, { PORT: '0', ...env });
  started.push(program);
  return program;
}

const urlOf = (program: Program) => program.printed(/^Atlas listens on (\S+)$/m);

async function open(url: string, key: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { 'x-api-key': key } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return client;
}

describe('the program over HTTP', () => {
  it('serves each of the keys it prints with what that key may do', async () => {
    const program = start({});
    const url = await urlOf(program);
    await program.printed(/Ctrl-C/);
    const printed = [...program.stdout().matchAll(/^ {2}(\w+) +(tg_\S+) {2}(.+)$/gm)];
    expect(printed.map(([, label, , permissions]) => [label, permissions])).toEqual([
      ['reader', 'countries.read'],
      ['editor', 'countries.read, notes.write'],
      ['admin', '*'],
    ]);
    const clients = await Promise.all(printed.map(([, , key = '']) => open(url, key)));
    const tools = await Promise.all(clients.map(async (client) => (await client.listTools()).tools.length));
    expect(tools).toEqual([4, 6, 6]);
  });

  it('prints shell commands that work as they are', async () => {
    const program = start({});
    await program.printed(/Ctrl-C/);
    const commands = /^URL=[\s\S]+?(?=\n\n)/m.exec(program.stdout())?.[0] ?? '';
    const { stdout } = await promisify(execFile)('bash', ['-euc', commands]);
    const [list, route] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).result);
    expect(list.tools).toHaveLength(4);
    expect(route.structuredContent).toMatchObject({ bordersCrossed: 7 });
  });

  it('never prints the keys of ATLAS_KEYS', async () => {
    const program = start(keys);
    await program.printed(/Ctrl-C/);
    expect(program.stdout()).toContain('editor');
    expect(program.stdout() + program.stderr()).not.toContain(editor);
  });

  it('answers the call in flight when SIGTERM comes, and exits with 0', async () => {
    const program = start({ ...keys, ATLAS_DELAY_MS: '400' });
    const client = await open(await urlOf(program), editor);
    const request = { name: 'land_route', arguments: { from: 'Portugal', to: 'Spain' } };
    // Progress is the proof that the call has begun.
    const result = await client.callTool(request, undefined, { onprogress: () => program.child.kill('SIGTERM') });
    expect(result.structuredContent).toMatchObject({ bordersCrossed: 1 });
    expect(await program.ended).toBe(0);
    expect(program.stderr()).toBe('');
  });

  it('exits at once with 1 at a second signal', async () => {
    const program = start({ ...keys, ATLAS_DELAY_MS: '30000' });
    const client = await open(await urlOf(program), editor);
    const request = { name: 'country', arguments: { country: 'Portugal' } };
    const kill = () => program.child.kill('SIGTERM') && program.child.kill('SIGINT');
    const lost = client.callTool(request, undefined, { onprogress: kill }).catch(() => 'lost');
    expect(await program.ended).toBe(1);
    await client.close();
    expect(await lost).toBe('lost');
  });

  it('says in one line that the port is in use, and exits with 1', async () => {
    const port = new URL(await urlOf(start(keys))).port;
    const second = start({ ...keys, PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toBe(`atlas: Cannot listen on 127.0.0.1:${port}: another program is listening there.\n`);
    expect(second.stdout()).toBe('');
  });

  it.each([
    ['a bad port', { PORT: 'http' }, [], 'atlas: PORT is "http": use a whole number from 0 to 65535.'],
    ['an unknown flag', {}, ['--sdtio'], "atlas: Unknown option '--sdtio'"],
    ['two equal keys', { ATLAS_KEYS: `a=${editor}:*;b=${editor}:*` }, [], 'atlas: API keys "a" and "b" have the same'],
    ['bad keys', { ATLAS_KEYS: `a=${editor}:nothing` }, [], 'atlas: ATLAS_KEYS entry 1 ("a"): permission 1 opens no'],
    [
      'stdio without keys',
      {},
      ['--stdio'],
      'atlas: ATLAS_KEYS is not set: over stdio the keys come from there, or callers from ATLAS_JWT_SECRET or ATLAS_USERS.',
    ],
    ['stdio without a caller', keys, ['--stdio'], 'atlas: Nothing says who calls on stdio: set TOOLGATE_CREDENTIAL'],
    [
      'stdio with a wrong key',
      { ...keys, TOOLGATE_CREDENTIAL: 'tg_wrong' },
      ['--stdio'],
      'atlas: TOOLGATE_CREDENTIAL is refused: The API key is not valid.',
    ],
  ])('refuses %s in one line without a secret, and exits with 1', async (_, env, args, line) => {
    const program = start(env, args);
    expect(await program.ended).toBe(1);
    expect(program.stderr().startsWith(line)).toBe(true);
    expect(program.stderr().indexOf('\n')).toBe(program.stderr().length - 1);
    expect(program.stderr()).not.toContain(editor);
    expect(program.stdout()).toBe('');
  });
});

describe('the program over stdio', () => {
  it('serves the caller of TOOLGATE_CREDENTIAL, and ends with its input', async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [programFile('index'), '--stdio'],
      env: { ...keys, TOOLGATE_CREDENTIAL: editor },
    });
    const client = new Client({ name: 'test', version: '1' });
    const stray: Error[] = [];
    client.onerror = (error) => stray.push(error);
    await client.connect(transport);
    const added = await ask(client, 'add_note', { country: 'Portugal', text: 'Nice tiles.' });
    expect(added.data).toMatchObject({ note: { by: 'editor' }, notes: 1 });
    await client.close();
    expect(stray).toEqual([]);
  });
});

describe('the client', () => {
  const route = 'Portugal → Spain → France → Germany → Poland → Russia → China → Vietnam\n';

  function client(args: readonly string[], env: Environment = {}): Program {
    const program = startProgram('client', args, env);
    started.push(program);
    return program;
  }

  it('prints the tools and the route from Portugal to Vietnam, over HTTP', async () => {
    const url = await urlOf(start(keys));
    const program = client(['--url', url, '--key', editor]);
    expect(await program.ended).toBe(0);
    expect(program.stdout()).toContain(
      'Tools: find_countries, country, land_route, longest_route, add_note, clear_notes\n',
    );
    expect(program.stdout().endsWith(`crosses 7 borders: ${route}`)).toBe(true);
    expect(program.stderr()).toBe('');
  });

  it.each([
    ['with a key of its own', {}],
    ['with the keys of the environment', { ...keys, TOOLGATE_CREDENTIAL: editor }],
  ])('starts a server and does the same over stdio, %s', async (_, env) => {
    const program = client(['--stdio'], env);
    expect(await program.ended).toBe(0);
    expect(program.stdout().endsWith(route)).toBe(true);
    expect(program.stderr()).toBe('');
  });

  it('says what to do when the server refuses the key', async () => {
    const url = await urlOf(start(keys));
    const program = client(['--url', url, '--key', 'tg_wrong']);
    expect(await program.ended).toBe(1);
    expect(program.stderr()).toBe(
      `client: The server at ${url} refuses the key (401): give --key one of those it printed when it started.\n`,
    );
  });

  it('says what to do when no server runs', async () => {
    const server = start(keys);
    const url = await urlOf(server);
    server.child.kill('SIGTERM');
    await server.ended;
    const program = client(['--url', url, '--key', editor]);
    expect(await program.ended).toBe(1);
    expect(program.stderr()).toBe(
      `client: Nothing answers at ${url}: start the server with npm run demo, or give its --url.\n`,
    );
  });
});
