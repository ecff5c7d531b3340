import { inspect } from 'node:util';
import { expect, it } from '@jest/globals';
import { apiKey, digestKey, mintKey } from '@toolgate/auth-apikey';
import type { Plugin } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { keptLog, keyServer, login, untyped } from './key-server.js';

const secret = mintKey();
const wrong = mintKey();

function expectNothingOf(text: string): void {
  for (const hidden of [secret, wrong, digestKey(secret), secret.slice(3)]) expect(text).not.toContain(hidden);
}

it('shows no secret and no digest when the plugin or the server is printed', async () => {
  const plugin = apiKey({ keys: { ada: { secret, permissions: ['*'] } } });
  const server = keyServer({ ada: { secret } });
  await server.start();
  const all = { depth: Number.POSITIVE_INFINITY, showHidden: true };
  expectNothingOf(inspect(plugin, all) + JSON.stringify(plugin) + inspect(server, all));
});

it('shows no secret in the errors of wrong configurations', () => {
  const configurations = [
    { ada: { secret: ` ${secret}` } },
    { ada: { secret, digest: secret } },
    { ada: { digest: secret } },
    { [secret]: { more: 1 } },
    { [secret]: null },
    { [secret]: 7 },
    { ada: { secret, more: 1 } },
    { ada: { secret }, bob: { secret } },
    { ada: { secret, permissions: [secret, 7] } },
  ];
  expect.assertions(configurations.length * 4);
  for (const keys of configurations) {
    try {
      untyped(apiKey, { keys });
    } catch (error) {
      expectNothingOf(inspect(error, { depth: null, showHidden: true }).replaceAll(/^\s+at .*$/gm, ''));
    }
  }
});

it('shows no secret in answers, logs and events, whatever goes wrong', async () => {
  const log = keptLog();
  const events: unknown[] = [];
  const listening: Plugin = { name: 'listening', on: (event) => void events.push(event) };
  const server = keyServer({ ada: { secret, permissions: ['notes'] } }, { log })
    .use(listening)
    .tool('fail', { description: 'x' }, (_, call) => {
      throw new Error(`nothing for ${call.principal?.id}`);
    });
  const client = await connect(server, { headers: { 'x-api-key': secret } });
  const answers = [
    await client.listTools(),
    await client.callTool({ name: 'who' }),
    await client.callTool({ name: 'fail' }),
    await client.callTool({ name: 'none' }).catch(String),
  ];
  for (const headers of [
    { 'x-api-key': wrong },
    { authorization: `Bearer ${wrong}` },
    { authorization: `Basic ${secret}` },
  ]) {
    const response = await login(server, headers, `?key=${secret}`);
    answers.push(`${response.status} ${inspect(response.headers)} ${await response.text()}`);
  }
  expectNothingOf(inspect([answers, log.records, events, String(server.explain('who'))], { depth: null }));
  expect(log.records).not.toHaveLength(0);
  expect(events).not.toHaveLength(0);
});

it('warns of short keys without showing them', async () => {
  const log = keptLog();
  await keyServer({ ada: { secret: 'hunter2' } }, { log }).start();
  expect(JSON.stringify(log.records)).toContain('ada');
  expect(JSON.stringify(log.records)).not.toContain('hunter2');
});
