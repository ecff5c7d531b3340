import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { mintKey } from '@toolgate/auth-apikey';
import type { Server } from '@toolgate/core';
import { keyServer } from './key-server.js';

const secret = mintKey();
const server = () => keyServer({ ada: { secret, permissions: ['notes.read'] } });

afterEach(() => {
  delete process.env.TOOLGATE_CREDENTIAL;
});

const lines = [
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  },
  { jsonrpc: '2.0', id: 2, method: 'tools/list' },
  { jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'who' } },
  { jsonrpc: '2.0', id: 4, method: 'tools/call', params: { name: 'write' } },
];

/** All that a server writes for those lines. */
async function served(over: Pick<Server, 'stdio'>): Promise<string> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await over.stdio({ input, output });
  return String(output.read());
}

describe('TOOLGATE_CREDENTIAL on stdio', () => {
  it('is the caller of the whole process, with its permissions', async () => {
    process.env.TOOLGATE_CREDENTIAL = secret;
    const written = await served(server());
    expect(written).toContain('apikey:ada');
    expect(written).toContain('"name":"who"');
    expect(written).not.toContain('"name":"write"');
    expect(written).toContain('Unknown tool: write');
    expect(written).not.toContain(secret);
  });

  it('that is wrong keeps the server from starting', async () => {
    const wrong = mintKey();
    process.env.TOOLGATE_CREDENTIAL = wrong;
    const failure = await served(server()).catch(String);
    expect(failure).toContain('The API key is not valid.');
    expect(failure).not.toContain(wrong);
  });

  it.each(['', undefined])('that is %j keeps the server from starting, and it says what to set', async (value) => {
    if (value !== undefined) process.env.TOOLGATE_CREDENTIAL = value;
    await expect(served(server())).rejects.toThrow('set TOOLGATE_CREDENTIAL, or give stdio({ principal })');
  });

  it('is not asked for, where the program says who calls', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    input.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const principal = { id: 'os:root', permissions: ['*'], roles: [], claims: {}, authenticator: 'os' };
    await server().stdio({ input, output, principal });
    const written = String(output.read());
    expect(written).toContain('os:root');
    expect(written).toContain('written');
  });
});
