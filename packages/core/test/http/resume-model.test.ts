import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { type ClientSession, openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { type HeldCall, heldTool } from '../support/held-tool.js';
import { listening } from '../support/listening.js';
import { type SentMessage, toolCall } from '../support/messages.js';
import { exchange, head, jsonPost } from '../support/raw-http.js';
import { testServer } from '../support/test-server.js';
import { initialize } from '../support/wire.js';

/** One client's way through one call: what is sent, how often it leaves, and how it comes back. */
const step = fc.constantFrom('send', 'send', 'read', 'leave', 'come back', 'take over', 'close');
type Step = 'send' | 'read' | 'leave' | 'come back' | 'take over' | 'close';

class Follower {
  readonly seen: SentMessage[] = [];
  readonly #session: ClientSession;
  readonly #held: HeldCall;
  #reader: EventReader | undefined;
  #id = '';
  #sent = 0;

  constructor(session: ClientSession, held: HeldCall, reader: EventReader) {
    this.#session = session;
    this.#held = held;
    this.#reader = reader;
  }

  async take(step: Step): Promise<void> {
    if (step === 'send') this.#held.call.message('info', ++this.#sent);
    else if (step === 'close') this.#held.call.closeStream(0);
    else if (step === 'read') await this.#readOne();
    else if (step === 'leave') await this.#leave();
    else if (step === 'take over' || this.#reader === undefined) await this.#comeBack();
  }

  /** The rest of it, after the last message and the answer. */
  async finish(): Promise<readonly unknown[]> {
    this.#held.release(this.#sent);
    await this.#comeBack();
    while (this.#reader !== undefined) await this.#read(this.#reader);
    return this.seen.map(({ params, id }) => params?.data ?? id);
  }

  get expected(): readonly unknown[] {
    return [...Array.from({ length: this.#sent }, (_, index) => index + 1), 'call'];
  }

  /** Takes one event, which is sent where there is none. */
  async #readOne(): Promise<void> {
    if (this.#reader === undefined) return;
    if (this.seen.length === this.#sent && this.#id !== '') this.#held.call.message('info', ++this.#sent);
    await this.#read(this.#reader);
  }

  async #read(reader: EventReader): Promise<void> {
    const event = await reader.next();
    if (event === undefined) this.#reader = undefined;
    this.#id = reader.lastEventId ?? this.#id;
    if (event !== undefined && event.data !== '') this.seen.push(JSON.parse(event.data));
  }

  async #leave(): Promise<void> {
    if (this.#id === '') return;
    await this.#reader?.leave();
    this.#reader = undefined;
  }

  async #comeBack(): Promise<void> {
    if (this.#id === '') return;
    const response = await this.#session.listen({ 'last-event-id': this.#id });
    expect(response.status).toBe(200);
    this.#reader = new EventReader(response);
  }
}

test('shows two clients at once every message exactly once and in order, however they leave and come back', async () => {
  const property = fc.asyncProperty(fc.array(fc.tuple(fc.nat({ max: 1 }), step), { maxLength: 40 }), async (steps) => {
    const { server, clock } = testServer();
    const calls = heldTool(server);
    const followers: Follower[] = [];
    for (let count = 0; count < 2; count++) {
      const session = await openSession(server);
      const answer = session.post(toolCall('call', 'hold'));
      const held = await calls.next();
      held.call.closeStream(0);
      const reader = new EventReader(await answer);
      const follower = new Follower(session, held, reader);
      await follower.take('read');
      followers.push(follower);
    }
    for (const [who, what] of steps) await followers[who]?.take(what);
    for (const follower of followers) {
      const seen = follower.finish();
      await clock.advance(0);
      expect(await seen).toEqual(follower.expected);
    }
  });
  await fc.assert(property, { numRuns: 60 });
}, 30_000);

test('answers no id that anybody makes up with the data of somebody else', async () => {
  const { server } = testServer();
  const guarded = server.use(tokenAuth({ ada: [], bob: [] }));
  guarded.tool('canary', { description: 'Says it' }, (_input, call) =>
    call.message('info', `canary of ${call.principal?.name}`),
  );
  const sessions: ClientSession[] = [];
  for (const name of ['ada', 'bob']) {
    const session = await openSession(guarded, { headers: bearer(name) });
    for (let count = 0; count < 3; count++) await (await session.post(toolCall(count, 'canary'))).text();
    sessions.push(session);
  }
  const number = fc.oneof(fc.nat({ max: 5 }), fc.integer(), fc.double(), fc.bigInt()).map(String);
  const made = fc.tuple(number, fc.constantFrom('-', '_', '/', ' -', '--', ''), number).map((parts) => parts.join(''));
  const header = fc.oneof(made, fc.stringMatching(/^[!-~]{0,200}$/));
  const property = fc.asyncProperty(header, fc.nat({ max: 1 }), async (id, who) => {
    const response = await sessions[who]?.listen({ 'last-event-id': id });
    const text = response?.status === 200 ? await response.text() : '';
    expect([200, 404]).toContain(response?.status);
    expect(text).not.toContain(who === 0 ? 'canary of bob' : 'canary of ada');
  });
  await fc.assert(property, { numRuns: 300 });
});

test('refuses ids over a socket that are sent twice, or are larger than any header', async () => {
  const { server, clock } = testServer();
  const { port } = await listening(server, clock);
  const opened = await exchange(port, jsonPost(initialize()));
  const get = (...headers: string[]) =>
    exchange(
      port,
      head(
        'GET /mcp HTTP/1.1',
        'Host: localhost',
        'Accept: text/event-stream',
        `Mcp-Session-Id: ${opened.headers.get('mcp-session-id')}`,
        ...headers,
      ),
    );
  expect((await get('Last-Event-ID: 1-0', 'Last-Event-ID: 1-0')).status).toBe(400);
  expect((await get(`Last-Event-ID: ${'1'.repeat(8_000)}-0`)).status).toBe(404);
  expect((await get(`Last-Event-ID: ${'1'.repeat(1_000_000)}-0`)).status).toBe(431);
});
