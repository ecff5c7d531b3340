import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

test('waits for a promise whoever made it', async () => {
  const { server } = testServer();
  // No instance of our Promise, as what query builders return is none.
  server.tool('query', { description: 'Asks a database' }, () => runInNewContext('Promise.resolve("rows")'));
  const wire = await openWire(server);
  expect((await wire.call('query')).result).toEqual({ content: [{ type: 'text', text: 'rows' }] });
});
