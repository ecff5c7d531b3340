import { describe, expect, it } from '@jest/globals';
import { connect } from '@toolgate/testing';
import { ask, textOf } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';

/** What the official client gets for a value that a handler without output schema returns. */
async function resultOf(handle: () => unknown) {
  return ask(await connect(plainServer().tool('give', { description: 'x' }, handle)), 'give');
}

const text = (value: string) => ({ content: [{ type: 'text', text: value }] });
const png = { type: 'image', data: 'iVBORw0=', mimeType: 'image/png' };
const wav = { type: 'audio', data: 'UklGRg==', mimeType: 'audio/wav' };
const link = { type: 'resource_link', uri: 'file:///a', name: 'a', description: 'A', mimeType: 'text/plain', size: 3 };
const embedded = { type: 'resource', resource: { uri: 'file:///a', mimeType: 'text/plain', text: 'A' } };
const blob = { type: 'resource', resource: { uri: 'file:///a', blob: 'QQ==' } };
const annotated = { type: 'text', text: 'x', annotations: { audience: ['user'], priority: 0.5 }, _meta: { a: 1 } };

describe('without an output schema', () => {
  it.each([
    ['a text', 'clear', 'clear'],
    ['an empty text', '', ''],
  ])('%s is a text block', async (_, value, written) => {
    expect(await resultOf(() => value)).toEqual(text(written));
  });

  it.each([
    ['a number', 0, '0'],
    ['a boolean', false, 'false'],
    ['null', null, 'null'],
    ['NaN, as JSON has it', Number.NaN, 'null'],
    ['an object', { sky: 'clear', days: [1, 2] }, '{"sky":"clear","days":[1,2]}'],
    ['an empty object', {}, '{}'],
    ['a list', [1, 'two', null], '[1,"two",null]'],
    ['an empty list', [], '[]'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['an object with toJSON', { toJSON: () => ({ shown: true }) }, '{"shown":true}'],
  ])('%s is JSON text', async (_, value, written) => {
    expect(await resultOf(() => value)).toEqual(text(written));
  });

  it('nothing at all is a result without blocks', async () => {
    expect(await resultOf(() => undefined)).toEqual({ content: [] });
  });

  it('a promise is its value', async () => {
    expect(await resultOf(async () => 'later')).toEqual(text('later'));
  });

  it.each([png, wav, link, embedded, blob, annotated])('a block is that block: %j', async (block) => {
    expect(await resultOf(() => block)).toEqual({ content: [block] });
  });

  it('a list of blocks is those blocks', async () => {
    expect(await resultOf(() => [annotated, png, link])).toEqual({ content: [annotated, png, link] });
  });

  it('a list of blocks and other things is JSON text', async () => {
    const mixed = [png, 'caption'];
    expect(await resultOf(() => mixed)).toEqual(text(JSON.stringify(mixed)));
  });

  it.each([
    { type: 'text', text: 'note', author: 'ada' },
    { type: 'text', body: 'note' },
    { type: 'text', text: 7 },
    { type: 'image', data: 'not base64!', mimeType: 'image/png' },
    { type: 'image', data: 'iVBORw0=' },
    { type: 'resource', resource: { uri: 'file:///a' } },
    { type: 'resource_link', uri: 'file:///a' },
    { type: 'video', data: 'iVBORw0=' },
    { type: 'text', text: 'x', annotations: { priority: 2 } },
  ])('a business object that only looks like a block stays data: %j', async (value) => {
    expect(await resultOf(() => value)).toEqual(text(JSON.stringify(value)));
  });

  it.each([
    { content: [] },
    { content: [png], isError: false },
    { content: [annotated], structuredContent: { a: 1 }, _meta: { b: 2 } },
  ])('a full result is sent as it is: %j', async (value) => {
    expect(await resultOf(() => value)).toEqual(value);
  });

  it('a full result may say that it is an error', async () => {
    const result = await resultOf(() => ({ ...text('no'), isError: true }));
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe('no');
  });

  it.each([
    { content: 'a page', title: 'A' },
    { content: [png], page: 1 },
    { content: ['line'] },
    { content: [png], isError: 'no' },
  ])('an object with content that is no full result stays data: %j', async (value) => {
    expect(await resultOf(() => value)).toEqual(text(JSON.stringify(value)));
  });
});

describe('a value that is not JSON', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;

  it.each([
    ['a BigInt', { n: 1n }, 'it holds a BigInt; use a number or a string'],
    ['a function', () => 1, 'it is a function'],
    ['a symbol', Symbol('x'), 'it is a symbol'],
    ['a circle', circular, 'it refers to itself'],
    [
      'a getter that throws',
      {
        get secret() {
          throw new Error('hunter2');
        },
      },
      'a property or toJSON method throws',
    ],
  ])('is an error that says so: %s', async (_, value, reason) => {
    const result = await resultOf(() => value);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe(`The result of give is not JSON: ${reason}.`);
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});
