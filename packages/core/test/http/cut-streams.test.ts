import { expect, test } from '@jest/globals';
import { cutStream } from '../support/cut-stream.js';
import { EventReader } from '../support/event-reader.js';
import { type HeldCall, heldTool } from '../support/held-tool.js';
import { listening } from '../support/listening.js';
import { ping, type SentMessage, toolCall } from '../support/messages.js';
import { exchange, head, jsonPost, RawConnection } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

const text = 'naïve 🧪 "\\\n';
const progress = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ progressToken: 't', progress: from + index, message: text }));

/** A listening server with a tool whose calls report 1 to 3 before they wait. */
async function start() {
  const { server, clock, log } = testServer();
  const calls = heldTool(server);
  const { port } = await listening(server, clock);
  const opened = await exchange(port, jsonPost(initialize()));
  const session = `Mcp-Session-Id: ${opened.headers.get('mcp-session-id')}`;
  let id = 0;
  /** Reads so many bytes of a call's stream, and cuts. */
  const cut = async (bytes: number) => {
    const read = cutStream(port, jsonPost(toolCall(++id, 'hold', {}, { progressToken: 't' }), session), bytes);
    const held = await calls.next();
    for (const step of [1, 2, 3]) held.call.progress(step, undefined, text);
    return { held, body: await read };
  };
  /** Goes on after an event, to the end of the stream. */
  const resume = async (lastEventId: string) => {
    const headers = ['Host: localhost', 'Accept: text/event-stream', 'Connection: close', session];
    const request = head('GET /mcp HTTP/1.1', ...headers, `Last-Event-ID: ${lastEventId}`);
    return new EventReader(new Response(await cutStream(port, request, Number.POSITIVE_INFINITY)));
  };
  return { clock, log, port, cut, resume };
}

/** Bytes of a response that are sure to come before the call waits. */
const firstPart = 700;

async function finish({ call, release }: HeldCall, label: string): Promise<void> {
  for (const step of [4, 5, 6]) call.progress(step, undefined, text);
  release(label);
  await new Promise(setImmediate);
}

/** What of a stream's messages a client has to see: the steps, then the answer. */
const seen = (messages: readonly SentMessage[]) => messages.map(({ params, result }) => params ?? result);
const whole = (label: string) => [...progress(1, 6), { content: [{ type: 'text', text: label }] }];

test('shows a client that is cut at any byte every event exactly once and in order', async () => {
  const { clock, log, cut, resume } = await start();
  let resumed = 0;
  for (let bytes = 1; bytes < firstPart; bytes += 11) {
    const { held, body } = await cut(bytes);
    // Every other time the call goes on before the server knows that its client has gone.
    if (bytes % 2 === 0) await clock.advance(0);
    await finish(held, `cut at ${bytes}`);
    await clock.advance(0);
    const reader = new EventReader(new Response(body));
    const before = await reader.messages();
    if (reader.lastEventId === undefined) continue;
    resumed += 1;
    const rest = await resume(reader.lastEventId);
    expect(seen([...before, ...(await rest.messages())])).toEqual(whole(`cut at ${bytes}`));
  }
  expect(resumed).toBeGreaterThan(30);
  expect(log.records).toEqual([]);
}, 30_000);

test('the same for a client that is cut again and again', async () => {
  const { clock, cut, resume } = await start();
  const { held, body } = await cut(firstPart);
  await finish(held, 'often');
  await clock.advance(0);
  const first = new EventReader(new Response(body));
  const messages = [...(await first.messages())];
  let id = first.lastEventId;
  for (let round = 0; round < 20 && id !== undefined; round++) {
    const rest = await resume(id);
    const next = await rest.message();
    if (next === undefined) break;
    messages.push(next);
    id = rest.lastEventId;
  }
  expect(seen(messages)).toEqual(whole('often'));
});

test('lets a client go on while the call still sends', async () => {
  const { clock, cut, resume } = await start();
  for (let bytes = 400; bytes < firstPart; bytes += 50) {
    const { held, body } = await cut(bytes);
    const reader = new EventReader(new Response(body));
    const before = await reader.messages();
    const rest = resume(reader.lastEventId ?? '');
    held.call.progress(4, undefined, text);
    await clock.advance(0);
    for (const step of [5, 6]) held.call.progress(step, undefined, text);
    held.release('live');
    expect(seen([...before, ...(await (await rest).messages())])).toEqual(whole('live'));
  }
});

test('sends to nobody, and says nothing of it, when a client has gone before there was anything to read', async () => {
  const { server, clock, log } = testServer();
  const calls = heldTool(server);
  const { port } = await listening(server, clock);
  const opened = await exchange(port, jsonPost(initialize()));
  const session = `Mcp-Session-Id: ${opened.headers.get('mcp-session-id')}`;
  const connection = new RawConnection(port).write(jsonPost(toolCall(1, 'hold', {}, { progressToken: 't' }), session));
  const held = await calls.next();
  connection.destroy();
  await connection.closed();
  // The next exchange has been through the same event loop, so the server knows by now.
  expect((await exchange(port, jsonPost(ping('other'), session))).status).toBe(200);
  await finish(held, 'unheard');
  await clock.advance(60_000);
  expect((await exchange(port, jsonPost(toolCall(1), session))).status).toBe(200);
  expect(log.records).toEqual([]);
});
