import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

// No instance of our Promise, as what query builders and remote stubs return is none.
const foreign = [
  ['a promise of another realm', 'Promise.resolve("rows")'],
  ['a function that can be awaited', 'Object.assign(() => 0, { then: (resolve) => resolve("rows") })'],
  [
    'a proxy that can be awaited',
    'new Proxy({}, { get: (_, key) => key === "then" ? (resolve) => resolve("rows") : 0 })',
  ],
] as const;

test.each(foreign)('waits for %s', async (_what, source) => {
  const { server } = testServer();
  server.tool('query', { description: 'Asks a database' }, () => runInNewContext(source));
  const wire = await openWire(server);
  expect((await wire.call('query')).result).toEqual({ content: [{ type: 'text', text: 'rows' }] });
});

test('waits for what a guard returns, whoever made it', async () => {
  const { server } = testServer();
  server.use({ name: 'guard', receive: () => runInNewContext('({ then: (_, reject) => reject(new Error("no")) })') });
  server.tool('open', { description: 'Says hello' }, () => 'hello');
  const wire = await openWire(server).catch((error: unknown) => error);
  expect(String(wire)).toMatch(/500|failed/);
});
