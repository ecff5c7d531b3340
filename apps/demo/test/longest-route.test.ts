import { describe, expect, it } from '@jest/globals';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { connect } from '@toolgate/testing';
import { atlas, connectAs, keys } from './support/atlas-caller.js';

describe('longest_route', () => {
  it('finds the ends that are farthest apart, and tells how far it is', async () => {
    const reader = await connectAs(atlas(), 'reader');
    const seen: number[] = [];
    const onprogress = ({ progress }: { progress: number }) => seen.push(progress);
    const result = await reader.callTool({ name: 'longest_route' }, CallToolResultSchema, { onprogress });
    const { bordersCrossed, countries, pairs } = Object(result.structuredContent);
    expect(countries).toHaveLength(bordersCrossed + 1);
    expect(bordersCrossed).toBeGreaterThan(10);
    expect(pairs).toBeGreaterThan(0);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('stops when its caller gives up', async () => {
    const reader = await connectAs(atlas(), 'reader');
    const giveUp = new AbortController();
    const onprogress = () => giveUp.abort();
    const call = reader.callTool({ name: 'longest_route' }, CallToolResultSchema, {
      onprogress,
      signal: giveUp.signal,
    });
    await expect(call).rejects.toThrow();
  });

  it('answers a client of 2026-07-28 that waits the same', async () => {
    const headers = { 'x-api-key': keys.reader?.secret ?? '' };
    const client = await connect(atlas(), { headers, protocolVersion: '2026-07-28' });
    const { structuredContent } = await client.callTool({ name: 'longest_route', arguments: {} });
    expect(Object(structuredContent).bordersCrossed).toBeGreaterThan(10);
  });
});
