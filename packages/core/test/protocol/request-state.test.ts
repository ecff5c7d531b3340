import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { fakeClock } from '@toolgate/testing';
import fc from 'fast-check';
import { ToolgateError } from '../../src/errors/toolgate-error.js';
import { RequestStates, type RoundState, type StateBinding } from '../../src/protocol/input/request-state.js';
import { randomStateKey } from '../../src/protocol/input/state-key.js';

const key = 'a key that is long enough to be a key';
const ttlMs = 600_000;
const binding: StateBinding = {
  owner: 'apikey:ada',
  method: 'tools/call',
  params: { name: 'delete', arguments: { id: 7, how: { soft: true, tags: ['a', 'b'] } } },
};
const state: RoundState = { answers: { confirm: { action: 'accept', content: { ok: true } } }, once: { number: 4 } };

const withKeys = (...keys: readonly string[]) => new RequestStates({ clock: fakeClock(), keys, ttlMs });

/** What `open` throws; fails when it throws nothing. */
function refusal(states: RequestStates, text: unknown, bound = binding): unknown {
  try {
    states.open(text, bound);
  } catch (error) {
    return error instanceof ToolgateError ? { ...error, message: error.message } : error;
  }
  throw new Error(`It opens: ${String(text)}`);
}

/** What `open` throws for many texts, each sentence once. */
function refusals(states: RequestStates, texts: readonly string[]): readonly unknown[] {
  const all = texts.map((text) => refusal(states, text));
  return [...new Map(all.map((thrown): [string, unknown] => [JSON.stringify(thrown), thrown])).values()];
}

const refused = {
  name: 'ProtocolError',
  code: 'INVALID_PARAMS',
  message: 'The requestState is not one for this request, or it is too old: send the request again without it.',
  details: undefined,
  data: { reason: 'invalid_request_state' },
  retryAfterMs: undefined,
};

describe('a request state', () => {
  it('comes back as it was, with any JSON under any key', () => {
    const states = withKeys(key);
    const hostile = fc.string({
      unit: fc.constantFrom('"', '\\', '\0', '\ud800', '\u2028', '🎈', 'é', 'a'),
      maxLength: 6,
    });
    const json = fc.oneof(hostile, fc.jsonValue({ maxDepth: 2 }));
    const name = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toJSON', ''), hostile);
    const record = fc.dictionary(name, json, { maxKeys: 4 });
    fc.assert(
      fc.property(record, record, json, (answers, once, params) => {
        const bound = { ...binding, params };
        const opened = states.open(states.seal({ answers, once }, bound), bound);
        expect(Object.keys(opened)).toEqual(['answers', 'once']);
        expect(JSON.stringify(opened)).toBe(JSON.stringify({ answers, once }));
      }),
    );
  });

  it('inherits nothing, and sets no prototype', () => {
    const states = withKeys(key);
    const answers: Record<string, unknown> = JSON.parse('{"__proto__":{"admin":true}}');
    const opened = states.open(states.seal({ answers, once: {} }, binding), binding);
    expect(opened.answers.admin).toBeUndefined();
    expect(opened.answers.constructor).toBeUndefined();
    expect(opened.once.toString).toBeUndefined();
    expect(Object.keys(opened.answers)).toEqual(['__proto__']);
  });

  it('shows its version and nothing else, and differs each time', () => {
    const states = withKeys(key);
    const text = states.seal({ answers: {}, once: { secret: 'swordfish' } }, binding);
    expect(text).toMatch(/^v1\.[\w-]+$/);
    expect(Buffer.from(text.slice(3), 'base64url').toString('latin1')).not.toContain('swordfish');
    expect(states.seal({ answers: {}, once: { secret: 'swordfish' } }, binding)).not.toBe(text);
  });

  it('is refused with any bit flipped', () => {
    const states = withKeys(key);
    const bytes = Buffer.from(states.seal(state, binding).slice(3), 'base64url');
    const texts = Array.from({ length: bytes.length * 8 }, (_none, bit) => {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      return `v1.${flipped.toString('base64url')}`;
    });
    expect(refusals(states, texts)).toEqual([refused]);
  });

  it('is refused with any character changed, removed or added', () => {
    const states = withKeys(key);
    const text = states.seal(state, binding);
    const texts = Array.from({ length: text.length + 1 }, (_none, at) =>
      ['A', 'B', 'w', '-', '=', ' ', '\n', ''].flatMap((other) => [
        text.slice(0, at) + other + text.slice(at + 1),
        text.slice(0, at) + other + text.slice(at),
      ]),
    );
    const changed = texts.flat().filter((other) => other !== text);
    expect(refusals(states, changed)).toEqual([refused]);
  });

  it('is refused truncated at any length', () => {
    const states = withKeys(key);
    const text = states.seal(state, binding);
    const parts = Array.from(text, (_character, at) => [text.slice(0, at), text.slice(at + 1)]);
    expect(refusals(states, parts.flat())).toEqual([refused]);
  });

  it('has one spelling: no padding, no other alphabet, no stray bits', () => {
    const states = withKeys(key);
    for (let length = 0; length < 3; length++) {
      const text = states.seal({ answers: { pad: 'x'.repeat(length) }, once: {} }, binding);
      const last = text.charCodeAt(text.length - 1);
      for (const neighbour of [last - 1, last + 1]) {
        expect(refusal(states, text.slice(0, -1) + String.fromCharCode(neighbour))).toEqual(refused);
      }
      const padded = Buffer.from(text.slice(3), 'base64url').toString('base64');
      if (`v1.${padded}` !== text) expect(refusal(states, `v1.${padded}`)).toEqual(refused);
      expect(states.open(text, binding).answers).toMatchObject({ pad: 'x'.repeat(length) });
    }
  });

  it.each([undefined, null, 7, {}, [], '', 'v1.', 'v2.AAAA', 'v1.AAAA', `v1.${'A'.repeat(38)}`, 'v1.é', '🎈'])(
    'is refused as %p',
    (text) => expect(refusal(withKeys(key), text)).toEqual(refused),
  );

  it('is refused unread beyond 128 KiB', () => {
    const states = withKeys(key);
    expect(refusal(states, `v1.${'A'.repeat(128 * 1024)}`)).toEqual(refused);
    expect(refusal(states, 'A'.repeat(2 ** 24))).toEqual(refused);
  });
});

describe('what a state is bound to', () => {
  it.each<[string, StateBinding]>([
    ['another owner', { ...binding, owner: 'apikey:bob' }],
    ['another method', { ...binding, method: 'prompts/get' }],
    ['another tool', { ...binding, params: { name: 'purge', arguments: { id: 7 } } }],
    ['a moved border', { ...binding, owner: 'apikey:adatools', method: '/call' }],
    ['no parameters', { ...binding, params: undefined }],
  ])('refuses %s', (_what, other) => {
    const states = withKeys(key);
    expect(refusal(states, states.seal(state, binding), other)).toEqual(refused);
  });

  it.each<[unknown, unknown]>([
    [{ id: 7 }, { id: '7' }],
    [{ id: null }, { id: 'null' }],
    [{ id: null }, {}],
    [{ id: null }, JSON.parse('{"id":1e999}')],
    [{ id: 'Infinity' }, JSON.parse('{"id":1e999}')],
    [{ id: true }, { id: 'true' }],
    [['a,b'], ['a', 'b']],
    [[1, 2], [12]],
    [[], {}],
    [{ 0: 'a' }, ['a']],
    [{ a: { b: 1 } }, { a: {}, b: 1 }],
    [{ 'a":1,"b': 2 }, { a: 1, b: 2 }],
    [JSON.parse('{"__proto__":1}'), {}],
    ['\ud800', '\ud801'],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
  ])('tells the parameters %j from %j', (one, other) => {
    const states = withKeys(key);
    expect(refusal(states, states.seal(state, { ...binding, params: one }), { ...binding, params: other })).toEqual(
      refused,
    );
  });

  it('tells any two parameters apart, whatever the order of their keys', () => {
    const states = withKeys(key);
    const json = fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
    const object = fc.dictionary(fc.string({ maxLength: 2 }), json, { maxKeys: 4, noNullPrototype: true });
    fc.assert(
      fc.property(object, object, (one, other) => {
        const text = states.seal(state, { ...binding, params: { one, other } });
        const turned = Object.fromEntries(Object.entries(one).reverse());
        expect(states.open(text, { ...binding, params: { other, one: turned } }).once).toMatchObject({ number: 4 });
        fc.pre(!isDeepStrictEqual(one, other));
        expect(refusal(states, text, { ...binding, params: { one: other, other: one } })).toEqual(refused);
      }),
    );
  });
});

describe('the life of a state', () => {
  it('ends when its time is over', async () => {
    const clock = fakeClock();
    const states = new RequestStates({ clock, keys: [key], ttlMs });
    const text = states.seal(state, binding);
    await clock.advance(ttlMs - 1);
    expect(states.open(text, binding).once).toMatchObject({ number: 4 });
    await clock.advance(1);
    expect(refusal(states, text)).toEqual(refused);
  });

  it('goes on in another process with the same key, by the clock on the wall', async () => {
    const clock = fakeClock(Date.UTC(2026, 0, 1) - 60_000);
    await clock.advance(60_000);
    const text = withKeys(key).seal(state, binding);
    expect(new RequestStates({ clock, keys: [key], ttlMs }).open(text, binding).once).toMatchObject({ number: 4 });
  });

  it('outlives a rotation of the key until the old one is dropped', () => {
    const [old, young] = [randomStateKey(), randomStateKey()];
    const text = withKeys(old).seal(state, binding);
    const both = withKeys(young, old);
    expect(both.open(text, binding).once).toMatchObject({ number: 4 });
    expect(refusal(withKeys(young), text)).toEqual(refused);
    expect(withKeys(young).open(both.seal(state, binding), binding).once).toMatchObject({ number: 4 });
    expect(refusal(withKeys(old), both.seal(state, binding))).toEqual(refused);
  });

  it('is at most 64 KiB long', () => {
    const states = withKeys(key);
    const holding = (length: number) => states.seal({ answers: {}, once: { page: 'x'.repeat(length) } }, binding);
    expect(holding(48_000).length).toBeLessThanOrEqual(64 * 1024);
    expect(() => holding(50_000)).toThrow(
      expect.objectContaining({
        code: 'STATE_TOO_LARGE',
        message:
          'What this call must remember takes 66 KiB of 64: ask for shorter answers, and keep results of once() small.',
      }),
    );
  });
});

describe('a state key', () => {
  it('is refused when it is short, without being shown', () => {
    const short = 'k'.repeat(31);
    const message =
      'State key 2 has 31 characters: use 32 or more random ones, such as what "openssl rand -base64 32" prints.';
    expect(() => withKeys(key, short)).toThrow(new TypeError(message));
    expect(() => withKeys()).toThrow(new TypeError('There is no state key: give one, or leave the option out.'));
    expect(() => withKeys('k'.repeat(32))).not.toThrow();
  });

  it('is long enough and new when it is random', () => {
    expect(randomStateKey()).toHaveLength(43);
    expect(randomStateKey()).not.toBe(randomStateKey());
  });
});
