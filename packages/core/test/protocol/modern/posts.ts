import fc from 'fast-check';
import { isObject, type JsonObject, leastMeta, metaOf, request, versionKey } from './modern-messages.js';

export const encoded = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`;
const texts = [
  'query',
  'other',
  '',
  'a b',
  'Zürich',
  ' x',
  '42',
  '42.0',
  '42.5',
  '42.50',
  'true',
  '=?base64?eA==?=',
  '\uFEFFx',
];
const sendable = (text: string) => /^[\x20-\xFF]*$/.test(text);

/** What a header may say for a text: the text, its encoding, another, or something broken. */
const saying = (text: string): fc.Arbitrary<string> => {
  if (text === '42.5') return fc.constantFrom('42.5', '42.50');
  const right = sendable(text) ? [text, ` ${text}\t`, encoded(text)] : [encoded(text)];
  const broken = [
    '=?base64?eA?=',
    '=?base64?eB==?=',
    '=?BASE64?eA==?=',
    '=?base64?=',
    encoded('other'),
    '=?base64?/w==?=',
  ];
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: fc.constantFrom(...broken, ...texts.filter(sendable)) },
  );
};

const textOf = (value: unknown) => (typeof value === 'string' ? value : String(JSON.stringify(value)));

const value = fc.oneof(
  fc.constantFrom(...texts),
  fc.constantFrom<unknown>(42, 0, -7, 42.5, 2 ** 53, true, false, null, ['a'], {}),
);
const args = fc.record(
  { region: value, limit: value, dry: value, options: fc.oneof(value, fc.record({ depth: value })) },
  {
    requiredKeys: [],
  },
);
const version = fc.oneof(
  { weight: 8, arbitrary: fc.constant('2026-07-28') },
  { weight: 1, arbitrary: fc.constantFrom('2099-01-01', '2025-11-25') },
);
const method = fc.oneof(
  { weight: 5, arbitrary: fc.constant('tools/call') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('tools/list', 'prompts/get', 'resources/read', 'tasks/get', 'tasks/cancel', 'x'),
  },
);

const body = fc
  .record({ method, version, args, name: fc.constantFrom('query', 'query', ...texts), param: fc.boolean() })
  .map((given): JsonObject => {
    const { name } = given;
    const params = given.param ? { name, uri: name, taskId: name, arguments: given.args } : { name: 7 };
    return request(given.method, params, { ...leastMeta, [versionKey]: given.version });
  });

const sent = (given: unknown) => fc.option(saying(textOf(given)), { freq: 12, nil: undefined });

const plainly = (given: unknown, other: string) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(textOf(given), ` ${textOf(given)}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(other, undefined, encoded(textOf(given))),
    },
  );

/** A request with headers that mostly say what it says. */
export const post = body.chain((message) => {
  const params = isObject(message.params) ? message.params : {};
  const given = isObject(params.arguments) ? params.arguments : {};
  const depth = isObject(given.options) ? given.options.depth : undefined;
  const headers = fc.record({
    'mcp-protocol-version': plainly(metaOf(message)?.[versionKey], '2026-07-28'),
    'mcp-method': plainly(message.method, 'tools/call'),
    'mcp-name': sent(params.name),
    'mcp-param-region': sent(given.region),
    'mcp-param-limit': sent(given.limit),
    'mcp-param-dry': sent(given.dry),
    'mcp-param-depth': sent(depth),
  });
  return fc.tuple(fc.constant(message), headers);
});
