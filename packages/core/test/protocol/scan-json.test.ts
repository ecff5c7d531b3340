import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type KeyCounts, type ScanLimits, scanJson } from '../../src/protocol/scan-json.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const wide: ScanLimits = { depth: 1_000, nodes: 1_000_000 };

const hostileText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', ',', 'params', '_meta', '\n', '\u2028', 'é') }),
);
const key = fc.oneof(fc.constantFrom('params', '_meta', 'arguments', 'name', '__proto__', ''), hostileText);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      hostileText,
    ),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4 }),
  ),
}));
const message = fc.dictionary(
  key,
  fc.oneof({ weight: 1, arbitrary: json }, { weight: 2, arbitrary: fc.dictionary(key, json, { maxKeys: 4 }) }),
  { maxKeys: 4 },
);

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const own = (value: { [key: string]: Json }, name: string) => (Object.hasOwn(value, name) ? value[name] : undefined);

/** Levels of nesting: 0 for a plain value. */
function depthOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** Values and keys; an empty list or object counts as two, for it stands for a value that could follow. */
function nodesOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  const values = Object.values(value);
  const keys = Array.isArray(value) ? 0 : values.length;
  return values.length === 0 ? 2 : 1 + keys + values.reduce<number>((sum, inner) => sum + nodesOf(inner), 0);
}

function countsOf(value: Json): KeyCounts {
  if (!isObject(value)) return { message: 0, params: 0, meta: 0 };
  const params = own(value, 'params');
  const meta = isObject(params) ? own(params, '_meta') : undefined;
  const size = (inner: Json | undefined) => (isObject(inner) ? Object.keys(inner).length : 0);
  return { message: size(value), params: size(params), meta: size(meta) };
}

/** The same JSON in another spelling: escapes for letters of keys and texts, blanks around every token. */
function respelt(value: Json, blank: string): string {
  if (typeof value === 'string') return escaped(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${blank}${value.map((inner) => respelt(inner, blank)).join(`${blank},${blank}`)}${blank}]`;
  const members = Object.entries(value).map(
    ([name, inner]) => `${escaped(name)}${blank}:${blank}${respelt(inner, blank)}`,
  );
  return `{${blank}${members.join(`${blank},${blank}`)}${blank}}`;
}

function escaped(text: string): string {
  return `"${[...text].map((letter) => (letter === 'a' || letter < ' ' || letter === '"' || letter === '\\' ? unicode(letter) : letter)).join('')}"`;
}

const unicode = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

const refused = (text: string, limits: ScanLimits): boolean => {
  try {
    scanJson(text, limits);
    return false;
  } catch {
    return true;
  }
};

test('counts the keys of a message, of its params and of their _meta as they are', () => {
  fc.assert(
    fc.property(fc.oneof(message, json), (value) => {
      expect(scanJson(JSON.stringify(value), wide)).toEqual(countsOf(value));
    }),
    { numRuns: 1_000 },
  );
});

test('counts the same in any spelling', () => {
  fc.assert(
    fc.property(message, fc.constantFrom('', ' ', '\n\t', '\r\n  '), (value, blank) => {
      const text = respelt(value, blank);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(scanJson(text, wide)).toEqual(countsOf(value));
    }),
    { numRuns: 1_000 },
  );
});

test('refuses what is nested deeper than the limit, and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(message, json), fc.nat({ max: 8 }), (value, depth) => {
      expect(refused(JSON.stringify(value), { depth, nodes: wide.nodes })).toBe(depthOf(value) > depth);
    }),
    { numRuns: 1_000 },
  );
});

test('refuses what has more values and keys than the limit, and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(message, json), fc.nat({ max: 40 }), (value, nodes) => {
      // A plain value alone is never too many: the limit of a server is above 0.
      const limit = nodes + 1;
      expect(refused(JSON.stringify(value), { depth: wide.depth, nodes: limit })).toBe(nodesOf(value) > limit);
    }),
    { numRuns: 1_000 },
  );
});

test('finds a key that is there twice wherever it is looked for', () => {
  const places: ((twice: string) => [string, keyof KeyCounts])[] = [
    (twice) => [`{"a":1,${twice}}`, 'message'],
    (twice) => [`{"params":{${twice}},"b":{}}`, 'params'],
    (twice) => [`{"b":{"_meta":{}},"params":{"x":[{}],"_meta":{${twice}}}}`, 'meta'],
  ];
  fc.assert(
    fc.property(fc.constantFrom(...places), key, json, json, (place, name, first, second) => {
      fc.pre(!['params', '_meta', 'a', 'b', 'x'].includes(name));
      const twice = `${JSON.stringify(name)}:${JSON.stringify(first)},${escaped(name)}:${JSON.stringify(second)}`;
      const [text, level] = place(twice);
      const parsed: Json = JSON.parse(text);
      expect(scanJson(text, wide)[level]).toBe(countsOf(parsed)[level] + 1);
    }),
    { numRuns: 1_000 },
  );
});

test('never hangs or throws anything but a refusal on text that is no JSON', () => {
  const soup = fc.string({
    unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', ',', 'params', '_meta', '1'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(soup, (text) => {
      try {
        scanJson(text, { depth: 5, nodes: 20 });
      } catch (error) {
        expect(error).toHaveProperty('code', 'INVALID_REQUEST');
      }
    }),
    { numRuns: 3_000 },
  );
});

test.each(['\\', '"', '\\"', '\\\\', '[', '{"a":', '"a":', ',', ':'])(
  'takes linear time for a megabyte of %s',
  (piece) => {
    const limits = { depth: 10_000_000, nodes: 10_000_000 };
    const timed = (size: number) => {
      const text = `{"x":"${piece.repeat(size / piece.length)}`;
      const started = performance.now();
      scanJson(text, limits);
      return performance.now() - started;
    };
    timed(100_000);
    // Quadratic time would take a megabyte minutes.
    expect(timed(1_000_000)).toBeLessThan(1_000);
  },
);
