import { describe, expect, it } from '@jest/globals';
import { ReadResourceResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { ResourceError } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { plainServer } from '../server/plain-server.js';
import { asker, eras } from '../support/asker.js';
import { quietLog } from '../support/quiet-log.js';

const uri = 'test://it';

/** The contents that a client reads where a resource returns `value`. */
async function contents(value: unknown, mimeType?: string) {
  const server = plainServer().resource('it', { uri, ...(mimeType === undefined ? {} : { mimeType }) }, () => value);
  const client = await connect(server);
  const result = await client.readResource({ uri });
  expect(ReadResourceResultSchema.safeParse(result).success).toBe(true);
  return result.contents;
}

/** How a server answers that returns something it should not, and what its log says. */
async function refusal(value: unknown) {
  const log = quietLog();
  const ask = await asker(plainServer({ log }).resource('it', { uri }, () => value));
  const { status, error } = await ask('resources/read', { uri });
  return { status, error, log: log.records };
}

describe('what a read returns', () => {
  it('is text, of the type that was declared', async () => {
    expect(await contents('hello')).toEqual([{ uri, mimeType: 'text/plain', text: 'hello' }]);
    expect(await contents('# hello', 'text/markdown')).toEqual([{ uri, mimeType: 'text/markdown', text: '# hello' }]);
    expect(await contents('')).toEqual([{ uri, mimeType: 'text/plain', text: '' }]);
    expect(await contents(Promise.resolve('later'))).toEqual([{ uri, mimeType: 'text/plain', text: 'later' }]);
  });

  it.each([
    ['a Uint8Array', new Uint8Array([0, 255, 10]), 'AP8K'],
    ['a Buffer', Buffer.from('bytes'), 'Ynl0ZXM='],
    ['a view of a part of a buffer', Buffer.from('0123456789').subarray(3, 6), 'MzQ1'],
    ['a view of a part of an ArrayBuffer', new Uint8Array(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2), 'AgM='],
    ['no bytes', new Uint8Array(), ''],
  ])('is bytes, and goes out in base64: %s', async (_what, value, blob) => {
    expect(await contents(value)).toEqual([{ uri, mimeType: 'application/octet-stream', blob }]);
    expect(await contents(value, 'image/png')).toEqual([{ uri, mimeType: 'image/png', blob }]);
  });

  it.each([
    ['an object', { city: 'Oslo', days: [1, 2] }, '{"city":"Oslo","days":[1,2]}'],
    ['a number', 0, '0'],
    ['false', false, 'false'],
    ['null', null, 'null'],
    ['an empty list', [], '[]'],
    ['a list of data', [{ a: 1 }], '[{"a":1}]'],
    ['a list of texts', ['a', 'b'], '["a","b"]'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['data with a text among other keys', { text: 'a', author: 'b' }, '{"text":"a","author":"b"}'],
    ['data with a text that is none', { text: 7 }, '{"text":7}'],
    ['data with a text and a blob', { text: 'a', blob: 'YQ==' }, '{"text":"a","blob":"YQ=="}'],
    ['data with a blob that is not base64', { blob: 'not base64!' }, '{"blob":"not base64!"}'],
    ['data with a type that is none', { text: 'a', mimeType: 7 }, '{"text":"a","mimeType":7}'],
    ['data with _meta that is none', { text: 'a', _meta: 7 }, '{"text":"a","_meta":7}'],
    ['a result with _meta that is none', { contents: [], _meta: 7 }, '{"contents":[],"_meta":7}'],
    ['a result with a key too many', { contents: [], page: 1 }, '{"contents":[],"page":1}'],
    ['a result of data', { contents: [{ a: 1 }] }, '{"contents":[{"a":1}]}'],
    ['contents in a list with data', [{ text: 'a' }, { a: 1 }], '[{"text":"a"},{"a":1}]'],
  ])('is data, and goes out as JSON: %s', async (_what, value, text) => {
    expect(await contents(value)).toEqual([{ uri, mimeType: 'application/json', text }]);
    expect(await contents(value, 'application/ld+json')).toEqual([{ uri, mimeType: 'application/ld+json', text }]);
  });

  it('is contents of the protocol, which get the URI and the type they leave out', async () => {
    expect(await contents({ text: 'a' }, 'text/css')).toEqual([{ uri, mimeType: 'text/css', text: 'a' }]);
    expect(await contents({ blob: 'YQ==' })).toEqual([{ uri, blob: 'YQ==' }]);
    const page = { uri: 'test://it/2', mimeType: 'text/html', text: '<p>', _meta: { page: 2 } };
    const both = [{ uri, mimeType: 'text/css', text: 'a' }, page];
    expect(await contents([{ text: 'a' }, page], 'text/css')).toEqual(both);
    expect(await contents({ contents: [{ text: 'a' }, page] }, 'text/css')).toEqual(both);
    const undefinedKeys = { uri: undefined, mimeType: undefined, text: 'a', blob: undefined, _meta: undefined };
    expect(await contents(undefinedKeys, 'text/css')).toEqual([{ uri, mimeType: 'text/css', text: 'a' }]);
  });

  it('is a whole result, with _meta of its own in both eras', async () => {
    const whole = { contents: [{ uri: 'test://other', text: 'a', _meta: { a: 1 } }], _meta: { cursor: 'x' } };
    const server = plainServer().resource('it', { uri }, () => whole);
    const legacy = await (await asker(server))('resources/read', { uri });
    expect(legacy).toEqual({ status: 200, result: whole, error: undefined });
    const { result } = await (await asker(server, { revision: '2026-07-28' }))('resources/read', { uri });
    const serverInfo = { name: 'plain', version: '1.0.0' };
    expect(result).toEqual({
      contents: whole.contents,
      resultType: 'complete',
      ttlMs: 0,
      cacheScope: 'private',
      _meta: { cursor: 'x', 'io.modelcontextprotocol/serverInfo': serverInfo },
    });
  });

  it('must be JSON where it is data', async () => {
    for (const value of [new Map(), 7n, () => 1, Symbol('x'), Object.assign({}, { f: 7n })]) {
      const { status, error } = await refusal(value);
      expect(status).toBe(200);
      expect(error).toMatchObject({ code: 50000, data: { code: 'UNSERIALIZABLE_RESULT' } });
      expect(error?.message).toMatch(/^The result of it is not JSON: it .+\.$/);
    }
  });

  it('must not be a result without contents', async () => {
    const { error } = await refusal({ contents: [] });
    expect(error).toMatchObject({ code: 50000, data: { code: 'EMPTY_RESOURCE' } });
  });

  it('must not be larger than results may be', async () => {
    const server = plainServer({ limits: { result: '1kb' } }).resource('it', { uri }, () => new Uint8Array(1_000));
    const { error } = await (await asker(server))('resources/read', { uri });
    expect(error).toMatchObject({ data: { code: 'RESULT_TOO_LARGE' } });
  });
});

describe.each(eras)('a resource that there is not, in %s', (revision) => {
  const code = revision === '2025-11-25' ? -32002 : -32602;
  const server = plainServer()
    .resource('gone', { uri: 'test://gone' }, () => undefined)
    .resource('files', { template: 'file:///{name}' }, async () => undefined);

  it.each(['test://gone', 'file:///a.txt', 'test://unknown', 'TEST://GONE', 'test://gone/', '', '%', 'é\0'])(
    'is one error with the URI in it: %j',
    async (missing) => {
      const ask = await asker(server, { revision });
      const { status, error } = await ask('resources/read', { uri: missing });
      expect(status).toBe(200);
      expect(error).toMatchObject({ code, message: 'Resource not found', data: { uri: missing } });
    },
  );

  it.each([
    ['missing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', ['test://gone']],
    ['too long', 'x'.repeat(8_193)],
  ])('is invalid params where the URI is %s', async (_what, missing) => {
    const { status, error } = await (await asker(server, { revision }))('resources/read', { uri: missing });
    expect([status, error?.code]).toEqual([200, -32602]);
    expect(error?.message).toBe('"uri" must be a string of up to 8192 characters.');
  });
});

describe.each(eras)('a read that fails, in %s', (revision) => {
  async function failing(thrown: unknown) {
    const log = quietLog();
    const server = plainServer({ log }).resource('it', { uri }, () => {
      throw thrown;
    });
    const { status, error } = await (await asker(server, { revision }))('resources/read', { uri });
    return { status, error, log: log.records };
  }

  it('is masked, and the log says why under the id that the caller gets', async () => {
    const { status, error, log } = await failing(new Error('hunter2'));
    expect(status).toBe(200);
    expect(error).toMatchObject({ code: -32603, data: { code: 'INTERNAL' } });
    expect(JSON.stringify(error)).not.toContain('hunter2');
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ level: 'error', message: 'it failed', fields: { err: { message: 'hunter2' } } });
    const id: unknown = Object(log[0]?.fields).correlationId;
    expect(error?.message).toBe(`it failed. The server's log says why under ${id}.`);
    expect(error?.data).toMatchObject({ details: { correlationId: id } });
  });

  it('is told in its own words where it is an error of ours', async () => {
    const { status, error } = await failing(new ResourceError('LOCKED', 'It is locked.', { details: { by: 'bob' } }));
    expect(status).toBe(200);
    expect(error).toMatchObject({ code: 50000, message: 'It is locked.', data: { code: 'LOCKED' } });
    expect(error?.data).toMatchObject({ details: { by: 'bob' } });
  });
});
