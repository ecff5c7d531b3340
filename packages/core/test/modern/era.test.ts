import { expect, test } from '@jest/globals';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { leastMeta, versionKey } from '../protocol/modern/modern-messages.js';
import { heldTool } from '../support/held-tool.js';
import { listening } from '../support/listening.js';
import { ping, toolCall } from '../support/messages.js';
import { headerLines, modernRequest, routing, textOf } from '../support/modern-wire.js';
import { jsonPost, RawConnection } from '../support/raw-http.js';
import { StdioPipe } from '../support/stdio-pipe.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

const discover = modernRequest('server/discover', {}, { id: 'discover' });
const claiming = (meta: object) => ({ ...initialize(), params: { ...initialize().params, _meta: meta } });
const modernPost = (message: ReturnType<typeof modernRequest>, ...headers: string[]) =>
  jsonPost(message, ...headerLines(routing(message)), ...headers);

test('each message on a connection decides its own era', async () => {
  const { server, clock } = testServer();
  const { port } = await listening(server, clock);
  const connection = new RawConnection(port);
  const answer = async (text: string) => {
    const { status, headers, body } = await connection.write(text).response();
    const { error, result } = JSON.parse(body);
    return { status, session: headers.get('mcp-session-id'), is: error?.code ?? result.resultType ?? 'legacy' };
  };
  const unopened = await answer(jsonPost(toolCall(1)));
  expect(unopened).toEqual({ status: 400, session: undefined, is: 40000 });
  expect(await answer(modernPost(discover))).toEqual({ status: 200, session: undefined, is: 'complete' });
  const { session = '', ...opened } = await answer(jsonPost(initialize()));
  expect(opened).toEqual({ status: 200, is: 'legacy' });
  const own = `Mcp-Session-Id: ${session}`;
  const call = modernRequest('tools/call', { name: 'echo' });
  expect(await answer(modernPost(call, own))).toEqual({ status: 200, session: undefined, is: 'complete' });
  expect(await answer(jsonPost(toolCall(2), own))).toEqual({ status: 200, session: undefined, is: 'legacy' });
  expect(await answer(jsonPost(toolCall(2), own, 'MCP-Protocol-Version: 2026-07-28'))).toMatchObject({
    status: 400,
    is: -32602,
  });
  expect(await answer(modernPost(modernRequest('ping')))).toMatchObject({ status: 404, is: -32601 });
  expect(await answer(jsonPost(ping(), own))).toMatchObject({ status: 200, is: 'legacy' });
  connection.destroy();
});

test.each<[string, object, string[], number, unknown]>([
  ['without a claim', initialize(), [], 200, undefined],
  ['with a claim to an older version', claiming({ ...leastMeta, [versionKey]: '2025-11-25' }), [], 200, undefined],
  ['with a claim that is malformed', claiming({ [versionKey]: '2026-07-28' }), [], 200, undefined],
  ['with a modern header', initialize(), ['MCP-Protocol-Version: 2026-07-28'], 400, -32020],
  [
    'with a modern claim',
    claiming(leastMeta),
    ['MCP-Protocol-Version: 2026-07-28', 'Mcp-Method: initialize'],
    404,
    -32601,
  ],
  ['with a modern claim and no headers', claiming(leastMeta), [], 400, -32020],
])('initialize %s', async (_what, message, headers, status, code) => {
  const { server, clock } = testServer();
  const { port } = await listening(server, clock);
  const connection = new RawConnection(port).write(jsonPost(message, ...headers));
  const response = await connection.response();
  const { id, error } = JSON.parse(response.body);
  expect([response.status, id, error?.code]).toEqual([status, 'init', code]);
  expect(response.headers.has('mcp-session-id')).toBe(status === 200);
  connection.destroy();
});

test('two principals pipelined on one connection are two callers', async () => {
  const { server: open, clock } = testServer();
  const server = open.use(tokenAuth({ ada: ['secret'], bob: [] }));
  const calls = heldTool(server);
  server.tool(
    'secret',
    { description: 'Secret', permissions: 'secret' },
    (_input, { principal }) => `${principal?.name}'s`,
  );
  const { port } = await listening(server, clock);
  const connection = new RawConnection(port);
  const as = (name: string, message: ReturnType<typeof modernRequest>) =>
    modernPost(message, ...headerLines(bearer(name)));
  const secret = modernRequest('tools/call', { name: 'secret' });
  const hold = modernRequest('tools/call', { name: 'hold' });
  connection.write(as('ada', hold) + as('bob', secret) + as('ada', secret) + modernPost(secret));
  const { call, release } = await calls.next();
  expect(call.principal?.name).toBe('ada');
  release('held');
  const answers = [];
  for (let count = 0; count < 4; count++) {
    const { status, body } = await connection.response();
    const message = JSON.parse(body);
    answers.push([status, message.error?.code ?? textOf(message)]);
  }
  expect(answers).toEqual([
    [200, 'held'],
    [200, -32602],
    [200, "ada's"],
    [401, 40100],
  ]);
  connection.destroy();
});

test('capabilities are those of the request, never of one before on the connection', async () => {
  const { server, clock } = testServer();
  server.tool('able', { description: 'Says what the client can' }, (_input, { client }) => client);
  const { port } = await listening(server, clock);
  const connection = new RawConnection(port);
  const seen = [];
  for (const capabilities of [{ sampling: {} }, {}, { elicitation: {} }, { roots: {} }]) {
    const message = modernRequest('tools/call', { name: 'able' }, { capabilities });
    const { body } = await connection.write(modernPost(message)).response();
    seen.push(
      Object.entries(JSON.parse(String(textOf(JSON.parse(body))))).flatMap(([name, can]) => (can === true ? name : [])),
    );
  }
  expect(seen).toEqual([['sampling'], [], ['form'], ['roots']]);
  connection.destroy();
});

test('on stdio each line decides its own era too', async () => {
  const { server } = testServer();
  const pipe = new StdioPipe(server);
  const kind = async (message: object) => {
    const { error, result } = await pipe.send(message).next();
    return error?.code ?? result?.resultType ?? 'legacy';
  };
  const modern = modernRequest('tools/call', { name: 'echo' });
  expect(await kind({ jsonrpc: '2.0', id: 1, method: 'server/discover' })).toBe(-32601);
  expect(await kind(discover)).toBe('complete');
  expect(await kind(toolCall(1))).toBe(-32602);
  expect(await kind(modernRequest('tools/list', {}, { meta: { [versionKey]: '2099-01-01' } }))).toBe(-32022);
  expect(await kind(modernRequest('tools/list', {}, { meta: { [versionKey]: 1 } }))).toBe(-32602);
  expect(await kind(claiming(leastMeta))).toBe(-32601);
  expect(await kind(modern)).toBe('complete');
  expect(await kind(initialize())).toBe('legacy');
  expect(await kind(toolCall(2))).toBe('legacy');
  expect(await kind(ping())).toBe('legacy');
  expect(await kind(modern)).toBe('complete');
  expect(await kind(modernRequest('ping'))).toBe(-32601);
  expect(await kind(toolCall(3))).toBe('legacy');
});
