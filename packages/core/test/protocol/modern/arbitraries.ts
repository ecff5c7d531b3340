import fc from 'fast-check';
import { capabilitiesKey, infoKey, levelKey, versionKey } from './modern-messages.js';

/** What stands where something else belongs. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, '', 'x', 'debug', [], {}, [{}], { a: 1 }, { a: {} }),
  fc.dictionary(fc.constantFrom('form', 'url', 'name', 'version', 'src', 'constructor'), fc.constantFrom(1, 'x', {}), {
    maxKeys: 2,
  }),
);

/** `often` nine times of ten, something odd else. */
const mostly = <T>(often: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: often }, { weight: 1, arbitrary: odd });

const some = (members: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> =>
  fc.record(members, { requiredKeys: [] });

const settings = mostly(fc.constantFrom({}, { a: 1 }, { nested: { list: [null, 'x'] } }));
const text = mostly(fc.string({ maxLength: 5 }));
const named = mostly(fc.dictionary(fc.constantFrom('com.example/a', 'b', 'toString'), settings, { maxKeys: 2 }));

export const capabilities = some({
  sampling: mostly(some({ context: settings, tools: settings, other: odd })),
  elicitation: mostly(some({ form: mostly(some({ applyDefaults: mostly(fc.boolean()), other: odd })), url: settings })),
  roots: mostly(some({ listChanged: mostly(fc.boolean()) })),
  extensions: named,
  experimental: named,
  tasks: odd,
  other: odd,
});

const icon = some({
  src: text,
  mimeType: text,
  sizes: mostly(fc.array(text, { maxLength: 2 })),
  theme: mostly(fc.constantFrom('light', 'dark')),
});

export const clientInfo = fc.record(
  {
    name: text,
    version: text,
    title: text,
    description: text,
    websiteUrl: text,
    icons: mostly(fc.array(mostly(icon), { maxLength: 2 })),
    other: odd,
  },
  { requiredKeys: ['name', 'version'] },
);

/** Served, later, older, and nothing that could be one. */
export const version = fc.oneof(
  { weight: 4, arbitrary: fc.constant('2026-07-28') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('2025-11-25', '2024-11-05', '2026-07-27', '2026-07-29', '2099-01-01', '2027', '9', ''),
  },
  { weight: 1, arbitrary: fc.constantFrom('latest', 'DRAFT-2026', '2026-07-28x', '2026-07-28, 2026-07-28', ':', 'ü') },
);

export const meta = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        [versionKey]: mostly(version),
        [capabilitiesKey]: mostly(fc.oneof(fc.constant({}), capabilities)),
        [infoKey]: mostly(clientInfo),
        [levelKey]: mostly(fc.constantFrom('debug', 'warning', 'emergency', 'trace', 'Debug')),
        progressToken: mostly(fc.oneof(fc.integer(), fc.string({ maxLength: 5 }), fc.constant('t'.repeat(257)))),
        traceparent: odd,
        'io.modelcontextprotocol/other': odd,
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 3, arbitrary: fc.record({ [versionKey]: version, [capabilitiesKey]: fc.constant({}) }) },
  { weight: 1, arbitrary: odd },
);

export const method = fc.constantFrom(
  'tools/call',
  'tools/list',
  'initialize',
  'ping',
  'resources/read',
  'constructor',
);

/** Requests, and with `id` left out notifications, of both eras and of none. */
export const message = fc.record(
  {
    jsonrpc: fc.constant('2.0'),
    id: fc.constantFrom<string | number>(0, 1, '', 'a'),
    method,
    params: fc.record({ _meta: meta, name: fc.constantFrom('x', 'y'), protocolVersion: version }, { requiredKeys: [] }),
  },
  { requiredKeys: ['jsonrpc', 'method'] },
);

/** `value` with, at times, the blanks around it that HTTP allows. */
export const padded = <T extends string>(value: fc.Arbitrary<T>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('', '', '', ' ', '\t '), value, fc.constantFrom('', '', '', ' ', ' \t'))
    .map((parts) => parts.join(''));
