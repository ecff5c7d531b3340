import { expect, it } from '@jest/globals';
import type { Trial } from '../client/road.js';
import type { TestClient } from '../client/test-client.js';

/** What changes while a client is connected. */
export function changingCases({ client }: Trial): void {
  it('hears of a resource while it follows it', async () => {
    const { call, follow, inbox, official } = client();
    await listening(client());
    const stop = await follow('test://counter');
    const { text = '' } = await call('raise');
    expect(await inbox.updates.next()).toBe('test://counter');
    expect(await official.readResource({ uri: 'test://counter' })).toMatchObject({ contents: [{ text }] });
    await stop();
    await call('raise');
    const again = await follow('test://counter');
    await call('raise');
    expect(await inbox.updates.next()).toBe('test://counter');
    expect(inbox.updates.size).toBe(0);
    await again();
  });

  it('hears of operations that come and go', async () => {
    const { call, followLists, inbox, official } = client();
    await listening(client());
    const stop = await followLists();
    const names = async () => (await official.listTools()).tools.map(({ name }) => name);
    expect(await names()).toContain('spare-tool');
    for (const there of [false, true]) {
      await call('toggle');
      const changed = [await inbox.changes.next(), await inbox.changes.next(), await inbox.changes.next()];
      expect(changed.sort()).toEqual(['prompts', 'resources', 'tools']);
      expect((await names()).includes('spare-tool')).toBe(there);
    }
    expect(inbox.changes.size).toBe(0);
    await stop();
  });
}

/** Over HTTP the clients of the first era open their stream when they are connected already. */
async function listening({ call }: TestClient): Promise<void> {
  let text: string | undefined;
  do text = (await call('listening')).text;
  while (text !== 'true');
}
