import { expect, test } from '@jest/globals';
import { ContentBlockSchema } from '@modelcontextprotocol/sdk/types.js';
import fc from 'fast-check';
import { isContentBlock } from '../../src/operation/content-block.js';

/** Mostly what fits, now and then something that does not. */
const mostly = (fits: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary: fits }, { weight: 1, arbitrary: anything });

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, 0, -1, 1.5, true, '', 'x', undefined),
  fc.array(fc.integer(), { maxLength: 1 }),
  fc.constant({}),
);
const text = fc.string({ maxLength: 6 });
const base64 = fc.oneof(
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.constantFrom('', 'AAAA', 'AAA', 'AA==', 'AA=', 'A', '====', ' AAAA', 'AA AA', 'AAAA\n', '_-8=', 'AAAA=', '*'),
);
const meta = fc.dictionary(text, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 });
const annotations = fc.record(
  {
    audience: mostly(fc.array(fc.constantFrom('user', 'assistant', 'nobody'), { maxLength: 2 })),
    priority: mostly(fc.constantFrom(0, 1, 0.5, -0.1, 1.1)),
    lastModified: mostly(
      fc.constantFrom('2025-01-12T15:00:58Z', '2025-01-12T15:00:58+02:00', '2025-01-12', '2025-13-12T15:00:58Z', 'now'),
    ),
  },
  { requiredKeys: [] },
);
const common = { annotations: mostly(annotations), _meta: mostly(meta) };
const optional: { requiredKeys: 'type'[] } = { requiredKeys: ['type'] };
const contents = {
  uri: mostly(text),
  mimeType: mostly(text),
  text: mostly(text),
  blob: mostly(base64),
  _meta: mostly(meta),
};
const icon = fc.record(
  {
    src: mostly(text),
    mimeType: mostly(text),
    sizes: mostly(fc.array(text, { maxLength: 2 })),
    theme: mostly(fc.constantFrom('light', 'dark', 'red')),
  },
  { requiredKeys: [] },
);

const blocks: fc.Arbitrary<object>[] = [
  fc.record({ type: fc.constant('text'), text: mostly(text), ...common }, optional),
  fc.record(
    { type: fc.constantFrom('image', 'audio'), data: mostly(base64), mimeType: mostly(text), ...common },
    optional,
  ),
  fc.record(
    {
      type: fc.constant('resource'),
      resource: mostly(fc.record(contents, { requiredKeys: ['uri'] })),
      ...common,
    },
    optional,
  ),
  fc.record(
    {
      type: fc.constant('resource_link'),
      uri: mostly(text),
      name: mostly(text),
      title: mostly(text),
      description: mostly(text),
      mimeType: mostly(text),
      size: mostly(fc.integer()),
      icons: mostly(fc.array(icon, { maxLength: 2 })),
      ...common,
    },
    optional,
  ),
  fc.record({ type: mostly(fc.constantFrom('text', 'tool_use', 'Text')), text: mostly(text) }, { requiredKeys: [] }),
];
const block = fc.oneof(...blocks);

/** Every text that stands where base64 belongs. */
function base64Of(value: object): unknown[] {
  if ('data' in value) return [value.data];
  if (!('resource' in value) || typeof value.resource !== 'object' || value.resource === null) return [];
  return 'blob' in value.resource ? [value.resource.blob] : [];
}

/** RFC 4648, section 4: whole groups of four, padded, without blanks. */
const isStrictBase64 = (value: unknown) =>
  typeof value === 'string' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value);

/** Whether the SDK's schema, which strips what it does not know, would strip something. */
function hasUnknownKey(value: unknown): boolean {
  const parsed = ContentBlockSchema.safeParse(value);
  return parsed.success && !sameKeys(value, parsed.data);
}

function sameKeys(value: unknown, stripped: unknown): boolean {
  if (typeof value !== 'object' || value === null || typeof stripped !== 'object' || stripped === null) return true;
  const others = new Map<string, unknown>(Object.entries(stripped));
  return Object.entries(value).every(([key, inner]) => others.has(key) && sameKeys(inner, others.get(key)));
}

test('agrees with the SDK on blocks, but for unknown keys and the strictness of base64', () => {
  fc.assert(
    fc.property(block, (value) => {
      const [ours, theirs] = [isContentBlock(value), ContentBlockSchema.safeParse(value).success];
      const allowed = theirs && !hasUnknownKey(value) && base64Of(value).every(isStrictBase64);
      expect({ value, ours }).toEqual({ value, ours: allowed });
    }),
    { numRuns: 4_000 },
  );
});

test('finds blocks of every kind often enough for the comparison to mean something', () => {
  for (const kind of blocks) {
    const found = fc.sample(kind, { numRuns: 1_000, seed: 1 }).filter(isContentBlock);
    expect(found.length).toBeGreaterThan(20);
  }
});

test('takes a block with one key more for somebody’s data', () => {
  fc.assert(
    fc.property(block, fc.string({ minLength: 1 }), (value, key) => {
      fc.pre(isContentBlock(value) && !(key in value) && key !== '__proto__');
      const known = ['annotations', '_meta', 'title', 'description', 'mimeType', 'size', 'icons'];
      fc.pre(!known.includes(key));
      expect(isContentBlock({ ...value, [key]: 1 })).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test.each([undefined, null, 0, '', 'text', [], {}, () => 1, Symbol('x'), 7n, new Date(0), Buffer.alloc(1), new Map()])(
  'takes %p for no block',
  (value) => {
    expect(isContentBlock(value)).toBe(false);
  },
);
