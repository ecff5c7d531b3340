import { expect, test } from '@jest/globals';
import { ProtocolError } from '../../../src/errors/protocol-error.js';
import { checkParamHeaders } from '../../../src/protocol/modern/check-param-headers.js';
import { compileParamHeaders } from '../../../src/protocol/modern/param-headers.js';

type JsonObject = Readonly<Record<string, unknown>>;

const compile = (schema: JsonObject) => compileParamHeaders(schema, 'tool "query"');
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const marked = (header: unknown, type: unknown = 'string') => ({ type, 'x-mcp-header': header });
const region = marked('Region');

test('finds the marked properties at any depth', () => {
  const schema = object({
    region,
    limit: marked('Limit', 'integer'),
    plain: { type: 'string' },
    options: object({ dry: marked('dry-run', 'boolean') }),
  });
  expect(compile(schema)).toEqual([
    { name: 'Mcp-Param-Region', key: 'mcp-param-region', path: ['region'], integer: false },
    { name: 'Mcp-Param-Limit', key: 'mcp-param-limit', path: ['limit'], integer: true },
    { name: 'Mcp-Param-dry-run', key: 'mcp-param-dry-run', path: ['options', 'dry'], integer: false },
  ]);
});

test.each<[string, JsonObject]>([
  ['no marks', object({ region: { type: 'string' } })],
  ['no properties', { type: 'object' }],
  ['a property that is called like the mark', object({ 'x-mcp-header': { type: 'string' } })],
  ['a dependency on such a property', { type: 'object', dependentRequired: { 'x-mcp-header': ['a'] } }],
  ['a definition that is called so', { type: 'object', $defs: { 'x-mcp-header': { type: 'string' } } }],
  [
    'data that looks like a mark',
    object({ a: { type: 'object', default: region, examples: [region], const: region } }),
  ],
  ['properties that are true or false', object({ a: true, b: false })],
])('finds nothing in a schema with %s', (_what, schema) => {
  expect(compile(schema)).toEqual([]);
});

test.each(['', 'a b', 'a:b', 'Zürich', 'a\r\nb', '"a"', 'a/b', 7, null, {}])('refuses the header name %j', (header) => {
  expect(() => compile(object({ region: marked(header) }))).toThrow(
    `tool "query" has the x-mcp-header ${JSON.stringify(header)} at region: use a header name such as "Region"`,
  );
});

test.each(['number', 'object', 'array', 'null', undefined, ['string', 'null'], ['string']])(
  'refuses a mark on a property of type %j',
  (type) => {
    expect(() => compile(object({ region: { ...marked('Region'), type } }))).toThrow(
      'tool "query" has the x-mcp-header "Region" at region: give it the type string, integer or boolean.',
    );
  },
);

test('refuses two names that differ in case alone', () => {
  expect(() => compile(object({ region, options: object({ area: marked('REGION') }) }))).toThrow(
    'tool "query" has the x-mcp-header "REGION" at options.area: region has it already, and case does not count: rename one.',
  );
});

test('refuses a mark on the input as a whole', () => {
  expect(() => compile({ ...object({}), 'x-mcp-header': 'Region' })).toThrow(
    'tool "query" has the x-mcp-header "Region" at its root: mark a property instead of the whole input.',
  );
});

test.each<[string, JsonObject]>([
  ['items', object({ items: { type: 'array', items: region } })],
  ['prefixItems', object({ items: { type: 'array', prefixItems: [region] } })],
  ['contains', object({ items: { type: 'array', contains: region } })],
  ['additionalProperties', { type: 'object', additionalProperties: region }],
  ['patternProperties', { type: 'object', patternProperties: { '^x': region } }],
  ['oneOf', object({ region: { oneOf: [region, { type: 'null' }] } })],
  ['anyOf', { type: 'object', anyOf: [object({ region })] }],
  ['allOf', { type: 'object', allOf: [object({ region })] }],
  ['not', object({ region: { not: region } })],
  ...['if', 'then', 'else'].map((keyword): [string, JsonObject] => [keyword, { [keyword]: object({ region }) }]),
  ['$defs', { ...object({ region: { $ref: '#/$defs/region' } }), $defs: { region } }],
  ['definitions', { type: 'object', definitions: { region } }],
  ['dependentSchemas', { type: 'object', dependentSchemas: { a: object({ region }) } }],
  ['dependencies', { type: 'object', dependencies: { a: object({ region }) } }],
  ['properties of items', object({ list: { type: 'array', items: object({ region }) } })],
])('refuses a mark below %s', (_what, schema) => {
  expect(() => compile(schema)).toThrow(
    /has the x-mcp-header "Region" at .*: mark only what is reached through "properties" alone\.$/,
  );
});

const headers = compile(
  object({
    region,
    limit: marked('Limit', 'integer'),
    dry: marked('Dry', 'boolean'),
    constructor: marked('Made'),
    options: object({ depth: marked('Depth', 'integer') }),
  }),
);

/** What is wrong with a call, or `passed`. */
function verdict(args: JsonObject, sent: Readonly<Record<string, string>>): string {
  try {
    checkParamHeaders(headers, args, (name) => sent[name]);
    return 'passed';
  } catch (thrown) {
    if (thrown instanceof ProtocolError && thrown.code === 'HEADER_MISMATCH') return thrown.message;
    throw thrown;
  }
}

test.each<[JsonObject, Readonly<Record<string, string>>]>([
  [{}, {}],
  [{ region: null, options: null }, {}],
  [{ region: null }, { 'mcp-param-region': 'anything', 'mcp-param-other': '=?base64?!?=' }],
  [{}, { 'mcp-param-region': '=?base64?!?=' }],
  [{ region: 'us-west1' }, { 'mcp-param-region': ' us-west1 ' }],
  [{ region: 'Zürich' }, { 'mcp-param-region': '=?base64?WsO8cmljaA==?=' }],
  [{ region: '' }, { 'mcp-param-region': '' }],
  [{ limit: 42 }, { 'mcp-param-limit': '42' }],
  [{ limit: 42 }, { 'mcp-param-limit': '42.0' }],
  [{ limit: -7 }, { 'mcp-param-limit': '=?base64?LTc=?=' }],
  [{ limit: 9007199254740991 }, { 'mcp-param-limit': '9007199254740991' }],
  [{ dry: true }, { 'mcp-param-dry': 'true' }],
  [{ dry: false }, { 'mcp-param-dry': 'false' }],
  [{ options: { depth: 0 } }, { 'mcp-param-depth': '0' }],
  [{ options: [1], other: {} }, {}],
])('passes %j with %j', (args, sent) => {
  expect(verdict(args, sent)).toBe('passed');
});

test.each<[JsonObject, Readonly<Record<string, string>>, string]>([
  [{ region: 'a' }, {}, 'Mcp-Param-Region is missing, arguments.region is "a"'],
  [{ region: '' }, {}, 'Mcp-Param-Region is missing, arguments.region is ""'],
  [{ region: 'a' }, { 'mcp-param-region': 'A' }, 'Mcp-Param-Region is "A", arguments.region is "a"'],
  [{ region: ' a' }, { 'mcp-param-region': ' a' }, 'Mcp-Param-Region is "a", arguments.region is " a"'],
  [
    { region: '=?base64?eA==?=' },
    { 'mcp-param-region': '=?base64?eA==?=' },
    'Mcp-Param-Region is "x", arguments.region is "=?base64?eA==?="',
  ],
  [
    { region: 'a' },
    { 'mcp-param-region': '=?base64?!?=' },
    'Mcp-Param-Region is "=?base64?!?=", which cannot be decoded',
  ],
  [{ limit: 42 }, { 'mcp-param-limit': '43' }, 'Mcp-Param-Limit is "43", arguments.limit is "42"'],
  [{ limit: 42 }, { 'mcp-param-limit': '42.00000000000000000001' }, 'arguments.limit is "42"'],
  [{ limit: 100 }, { 'mcp-param-limit': '1e2' }, 'Mcp-Param-Limit is "1e2", arguments.limit is "100"'],
  [{ limit: 0 }, { 'mcp-param-limit': '' }, 'Mcp-Param-Limit is "", arguments.limit is "0"'],
  [{ region: 42 }, { 'mcp-param-region': '42.0' }, 'Mcp-Param-Region is "42.0", arguments.region is "42"'],
  [{ dry: true }, { 'mcp-param-dry': 'True' }, 'Mcp-Param-Dry is "True", arguments.dry is "true"'],
  [{ options: { depth: 1 } }, {}, 'Mcp-Param-Depth is missing, arguments.options.depth is "1"'],
  [
    { limit: 2 ** 53 },
    { 'mcp-param-limit': '9007199254740992' },
    'arguments.limit is nothing that Mcp-Param-Limit can say',
  ],
  [{ limit: Number.POSITIVE_INFINITY }, {}, 'arguments.limit is nothing that Mcp-Param-Limit can say'],
  [{ region: ['a'] }, {}, 'arguments.region is nothing that Mcp-Param-Region can say'],
  [{ region: {} }, { 'mcp-param-region': 'a' }, 'send text, a safe integer or a boolean'],
])('refuses %j with %j', (args, sent, expected) => {
  expect(verdict(args, sent)).toMatch(/^Header mismatch: /);
  expect(verdict(args, sent)).toContain(expected);
});
