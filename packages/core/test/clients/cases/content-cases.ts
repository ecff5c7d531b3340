import { expect, it } from '@jest/globals';
import { ResourceNotFoundError } from '@modelcontextprotocol/client';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import type { Trial } from '../client/road.js';

/** What a client asks and is answered at once. */
export function contentCases({ road, client }: Trial): void {
  it('is known by its token, in its era', async () => {
    expect(client().era).toBe(road.era);
    const { text = '' } = await client().call('who');
    expect(JSON.parse(text)).toEqual({ era: road.era, transport: road.transport, principal: 'tokens:ada' });
  });

  it('learns who the server is and what it offers', () => {
    const { official } = client();
    expect(official.getServerVersion()).toMatchObject({ name: 'everything', version: '1.0.0' });
    expect(official.getInstructions()).toBe('Try everything.');
    expect(official.getServerCapabilities()).toMatchObject({
      tools: { listChanged: true },
      prompts: { listChanged: true },
      resources: { listChanged: true, subscribe: true },
      completions: {},
      logging: {},
    });
  });

  it('lists everything', async () => {
    const { official } = client();
    const { tools } = await official.listTools();
    expect(tools.map(({ name }) => name).slice(0, 3)).toEqual(['who', 'blocks', 'measure']);
    expect(tools.length).toBeGreaterThan(20);
    const { prompts } = await official.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['letter', 'toast', 'spare-prompt']);
    const { resources } = await official.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([
      'test://notice',
      'test://pixel',
      'test://diary',
      'test://counter',
      'test://spare',
    ]);
    const { resourceTemplates } = await official.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['test://cities/{city}']);
  });

  it('gets content of every kind', async () => {
    const { content } = await client().call('blocks');
    expect(content.map(({ type }) => type)).toEqual(['text', 'image', 'audio', 'resource_link', 'resource']);
  });

  it('gets data that fits its schema', async () => {
    await client().official.listTools();
    expect(await client().call('measure')).toMatchObject({ structuredContent: { celsius: 4 }, text: '{"celsius":4}' });
  });

  it('gets data that is no object, wrapped in the first era', async () => {
    await client().official.listTools();
    const structuredContent = road.era === '2025' ? { result: [1, 2] } : [1, 2];
    expect(await client().call('numbers')).toMatchObject({ structuredContent, text: '[1,2]' });
  });

  it('gets failures of tools as results, and learns nothing of mistakes', async () => {
    expect(await client().call('refuse')).toMatchObject({ isError: true, text: 'No luck today.' });
    const crash = await client().call('crash');
    expect(crash.isError).toBe(true);
    expect(JSON.stringify(crash)).not.toContain('a secret');
    expect(await client().call('regional', { region: 7 })).toMatchObject({ isError: true });
  });

  it('gets refusals of requests as errors', async () => {
    await expect(client().call('break')).rejects.toMatchObject({ code: 40_900, data: { spare: 'parts' } });
    await expect(client().call('nothing')).rejects.toMatchObject({ code: -32_602 });
    await expect(client().official.getPrompt({ name: 'nothing' })).rejects.toMatchObject({ code: -32_602 });
    await expect(client().official.getPrompt({ name: 'letter' })).rejects.toMatchObject({ code: -32_602 });
  });

  it('reads text, bytes, and what a template names', async () => {
    const { official } = client();
    const read = async (uri: string) => (await official.readResource({ uri })).contents;
    expect(await read('test://notice')).toEqual([{ uri: 'test://notice', mimeType: 'text/plain', text: 'A notice' }]);
    expect(await read('test://pixel')).toEqual([
      { uri: 'test://pixel', mimeType: 'image/png', blob: expect.stringMatching(/^iVBORw0KGgo/) },
    ]);
    expect(await read('test://cities/porto')).toMatchObject([{ text: 'Porto, 18 °C' }]);
  });

  it('is told in the words of its era that there is no such resource', async () => {
    const uri = 'test://cities/atlantis';
    const error: unknown = await client()
      .official.readResource({ uri })
      .catch((thrown) => thrown);
    // The v2 client has one error for both eras, which it knows by data that is the URI alone.
    expect(error).toMatchObject({ code: road.era === '2025' && road.client === 1 ? -32_002 : -32_602, data: { uri } });
    expect(error).toBeInstanceOf(road.client === 1 ? McpError : ResourceNotFoundError);
  });

  it('gets prompts and completions', async () => {
    const { official } = client();
    const { messages } = await official.getPrompt({ name: 'letter', arguments: { to: 'Ada', tone: 'warm' } });
    expect(messages).toEqual([{ role: 'user', content: { type: 'text', text: 'Write a warm letter to Ada.' } }]);
    const complete = async (ref: Parameters<typeof official.complete>[0]['ref'], name: string, value: string) =>
      (await official.complete({ ref, argument: { name, value } })).completion.values;
    expect(await complete({ type: 'ref/prompt', name: 'letter' }, 'to', 'os')).toEqual(['oslo', 'ostrava']);
    expect(await complete({ type: 'ref/prompt', name: 'letter' }, 'tone', 'c')).toEqual(['cold']);
    expect(await complete({ type: 'ref/resource', uri: 'test://cities/{city}' }, 'city', 'p')).toEqual(['porto']);
  });

  it('calls a tool that is routed by an argument', async () => {
    await client().official.listTools();
    for (const region of ['eu', 'Zürich ☃', ' padded ']) {
      expect(await client().call('regional', { region })).toMatchObject({ text: region });
    }
  });
}
