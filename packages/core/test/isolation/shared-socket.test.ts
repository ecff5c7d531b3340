import { expect, test } from '@jest/globals';
import { tokenAuth } from '../identity/token-auth.js';
import { listening } from '../support/listening.js';
import { toolCall } from '../support/messages.js';
import { jsonPost, RawConnection } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

/** A server whose tool answers who calls, each after a while of its own. */
async function listeningWho() {
  const { server, clock } = testServer();
  let turn = 0;
  const guarded = server
    .use(tokenAuth({ ada: [], bob: [] }))
    .tool('who', { description: 'Who calls' }, async (_input, call) => {
      for (let wait = turn++ % 4; wait > 0; wait--) await new Promise(setImmediate);
      return String(call.principal?.name);
    });
  return (await listening(guarded, clock)).port;
}

const authorization = (name: string) => `Authorization: Bearer ${name}`;
const call = toolCall(1, 'who');

const prefix = 'io.modelcontextprotocol/';
const meta = { [`${prefix}protocolVersion`]: '2026-07-28', [`${prefix}clientCapabilities`]: {} };
const modernCall = { ...call, params: { ...call.params, _meta: meta } };
const modernHead = ['MCP-Protocol-Version: 2026-07-28', 'Mcp-Method: tools/call', 'Mcp-Name: who'];

/** Opens a session over the connection. */
async function sessionOn(connection: RawConnection, name: string): Promise<string> {
  connection.write(jsonPost(initialize(), authorization(name)));
  return (await connection.response()).headers.get('mcp-session-id') ?? '';
}

test('answers two callers who share one connection each as themselves, in both eras', async () => {
  const connection = new RawConnection(await listeningWho());
  const sessions = { ada: await sessionOn(connection, 'ada'), bob: await sessionOn(connection, 'bob') };
  const asked: string[] = [];
  for (let round = 0; round < 20; round++) {
    const name = round % 3 === 0 ? 'ada' : 'bob';
    // Both callers count their requests alike.
    const id = asked.filter((other) => other === name).length;
    asked.push(name);
    if (round % 2 === 0) {
      connection.write(jsonPost({ ...call, id }, authorization(name), `Mcp-Session-Id: ${sessions[name]}`));
    } else connection.write(jsonPost({ ...modernCall, id }, authorization(name), ...modernHead));
  }
  const answered: string[] = [];
  for (const _name of asked) answered.push(JSON.parse((await connection.response()).body).result.content[0].text);
  expect(answered).toEqual(asked);
  connection.destroy();
});

test('remembers no credential, and no session, for the next request of a connection', async () => {
  const connection = new RawConnection(await listeningWho());
  const session = await sessionOn(connection, 'ada');
  const requests = [
    jsonPost(call, `Mcp-Session-Id: ${session}`),
    jsonPost(call, authorization('ada')),
    jsonPost(call, authorization('bob'), `Mcp-Session-Id: ${session}`),
    jsonPost(modernCall, ...modernHead),
    jsonPost(call, authorization('ada'), `Mcp-Session-Id: ${session}`),
  ];
  const statuses: number[] = [];
  for (const request of requests) statuses.push((await connection.write(request).response()).status);
  expect(statuses).toEqual([401, 400, 404, 401, 200]);
  connection.destroy();
});
