import { describe, expect, it } from '@jest/globals';
import { ListResourcesResultSchema, ListResourceTemplatesResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { ResourceDescription, Server } from '@toolgate/core';
import { z } from 'zod';
import { plainServer } from '../server/plain-server.js';
import { untyped } from '../server/untyped.js';
import { asker } from '../support/asker.js';

const icons = [{ src: 'https://example.com/a.png', mimeType: 'image/png', sizes: ['48x48'] }];
const described: ResourceDescription = {
  title: 'The report',
  description: 'Figures of the year',
  mimeType: 'text/markdown',
  annotations: { audience: ['user'], priority: 0.5 },
  icons,
  _meta: { 'example.com/team': 'blue' },
};

function reportServer(): Server {
  return plainServer()
    .resource('report', { uri: 'test://report', size: 1_234, ...described }, () => '')
    .resource('year', { template: 'test://{year}', ...described }, () => '')
    .resource('plain', { uri: 'test://plain' }, () => '')
    .resource('bare', { template: 'bare://{id}{?page}' }, () => '');
}

const since: Readonly<Record<string, string>> = {
  size: '2025-03-26',
  title: '2025-06-18',
  _meta: '2025-06-18',
  icons: '2025-11-25',
};

/** The entry less the keys that came after the revision. */
function known(entry: object, revision: string): object {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => (since[key] ?? '') <= revision));
}

const revisions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'];

describe.each(revisions)('the lists of resources, in %s', (revision) => {
  it('hold what the revision knows, resources of one URI and templates apart', async () => {
    const ask = await asker(reportServer(), { revision });
    const modern = revision === '2026-07-28' ? { resultType: 'complete', ttlMs: 0, cacheScope: 'private' } : {};
    const { _meta: first, ...resources } = (await ask('resources/list')).result;
    const { _meta: second, ...templates } = (await ask('resources/templates/list')).result;
    expect(resources).toEqual({
      ...modern,
      resources: [
        known({ uri: 'test://report', name: 'report', size: 1_234, ...described }, revision),
        { uri: 'test://plain', name: 'plain' },
      ],
    });
    expect(templates).toEqual({
      ...modern,
      resourceTemplates: [
        known({ uriTemplate: 'test://{year}', name: 'year', ...described }, revision),
        { uriTemplate: 'bare://{id}{?page}', name: 'bare' },
      ],
    });
    const identity = revision === '2026-07-28' ? { name: 'plain', version: '1.0.0' } : undefined;
    expect([first, second].map((meta) => Object(meta)['io.modelcontextprotocol/serverInfo'])).toEqual([
      identity,
      identity,
    ]);
    expect(ListResourcesResultSchema.safeParse(resources).success).toBe(true);
    expect(ListResourceTemplatesResultSchema.safeParse(templates).success).toBe(true);
  });
});

it('has no methods of resources, and no capability, where there are none', async () => {
  for (const revision of ['2025-11-25', '2026-07-28']) {
    const ask = await asker(plainServer(), { revision });
    for (const method of ['resources/list', 'resources/templates/list', 'resources/read']) {
      const { status, error } = await ask(method, { uri: 'test://a' });
      expect([status, error?.code]).toEqual([revision === '2026-07-28' ? 404 : 200, -32601]);
    }
  }
});

it('lists templates where there are only templates, and an empty list beside it', async () => {
  const ask = await asker(plainServer().resource('year', { template: 'test://{year}' }, () => ''));
  expect((await ask('resources/list')).result).toEqual({ resources: [] });
  const { resourceTemplates } = (await ask('resources/templates/list')).result;
  expect(resourceTemplates).toEqual([{ uriTemplate: 'test://{year}', name: 'year' }]);
});

describe('a mistake in a resource', () => {
  const read = () => '';
  const notAUri = 'use a whole one such as "config://app".';

  it.each([
    ['a', {}, 'resource "a" needs a uri or a template: give one.'],
    ['a', { uri: 'x://a', template: 'x://{a}' }, 'resource "a" needs a uri or a template: give one.'],
    ['a', { uri: 'readme.md' }, `resource "a" has the uri "readme.md": ${notAUri}`],
    ['a', { uri: '' }, `resource "a" has the uri "": ${notAUri}`],
    ['a', undefined, 'resource "a" has no options: give it a uri.'],
    ['a', { uri: 'x://a', size: -1 }, 'wrong options on resource "a": size: '],
    ['a', { uri: 'x://a', size: 1.5 }, 'wrong options on resource "a": size: '],
    ['a', { uri: 'x://a', mimeType: 7 }, 'wrong options on resource "a": mimeType: '],
    ['a', { uri: 'x://a', annotations: { priority: 2 } }, 'wrong options on resource "a": annotations.priority: '],
    ['a', { uri: 'x://a', icons: [{ url: 'x' }] }, 'wrong options on resource "a": icons.0.src: '],
    ['a', { uri: 'x://a', timeout: '0s' }, 'timeout of resource "a"'],
    ['a', { uri: 'x://a', cache: '1m' }, 'unknown option `cache` on resource "a": no installed plugin offers it.'],
    ['a', { uri: 'x://a', permissions: 'a' }, 'unknown option `permissions` on resource "a": install an authenticator'],
    ['a', { uri: 'x://a', input: {} }, 'resource "a" has an input and no template'],
    ['a', { uri: 'x://a', complete: { a: () => [] } }, 'complete of resource "a" names a; there are no arguments.'],
    ['a', { template: 'x://{a}', complete: { b: () => [] } }, 'complete of resource "a" names b; there are a.'],
    ['a', { template: 'x://{a}', complete: { a: 'b' } }, 'complete.a of resource "a" is no function.'],
    ['a', { template: 'x://{a}', input: { b: z.string() } }, 'input of resource "a" names b; the template has a.'],
    ['a', { template: 'x://{a}', input: 7 }, 'input of resource "a" is number: '],
    ['a', { template: 'x://{a' }, 'resource "a" has the URI template "x://{a": '],
  ])('throws at start: %s %p', async (name, options, message) => {
    const server = plainServer();
    untyped(server.resource.bind(server), name, options, read);
    await expect(server.start()).rejects.toThrow(message);
  });

  it.each([
    ['no name', ['', { uri: 'x://a' }, read], 'A resource is called "": use 1 to 128'],
    ['a name with a slash', ['a/b', { uri: 'x://a' }, read], 'A resource is called "a/b"'],
    ['no function', ['a', { uri: 'x://a' }], 'resource "a" has no handler: give a function.'],
  ])('throws at once: %s', (_what, given, message) => {
    const server = plainServer();
    expect(() => untyped(server.resource.bind(server), ...given)).toThrow(message);
  });

  it.each([
    ['uri', 'x://a'],
    ['template', 'x://{a}'],
  ] as const)('is a %s that another resource has, even one that is disabled', (key, at) => {
    const server = plainServer();
    const add = (name: string, where: string = at) =>
      untyped(server.resource.bind(server), name, { [key]: where }, read);
    add('a');
    const message = `The resources "a" and "b" are both at ${at}: give each its own.`;
    expect(() => add('b')).toThrow(message);
    server.resources.disable('a');
    expect(() => add('b')).toThrow(message);
    add('a');
    server.resources.remove('a');
    add('b');
    expect(server.resources.names).toEqual(['b']);
    server.resources.disable('b');
    add('b', 'x://{other}');
    add('a');
    expect(server.resources.names).toEqual(['b', 'a']);
  });

  it('is a name that another operation has', () => {
    const server = plainServer().tool('a', { description: 'x' }, read);
    expect(() => server.resource('a', { uri: 'x://a' }, read)).toThrow('A tool and a resource are called "a"');
    expect(() => server.prompt('a', {}, read)).toThrow('A tool and a prompt are called "a"');
  });
});
