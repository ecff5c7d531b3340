import { expect, it } from '@jest/globals';
import type { Trial } from '../client/road.js';
import { accept } from '../client/user.js';

/** Clients beside the first one: strangers, other callers, and those that declare nothing. */
export function accessCases({ road, client, open }: Trial, hang: number): void {
  it('is not let in with a wrong token', () => expect(open({ token: 'eve' })).rejects.toThrow(), hang);

  // Over stdio there is one client, and what it may be asked does not depend on the transport.
  if (road.transport === 'stdio') return;

  it('is asked for nothing that it does not declare', async () => {
    const unable = await open({ able: false });
    for (const name of ['greet', 'log-in', 'ponder', 'folders', 'interview']) {
      const answer = unable.call(name);
      if (road.era === '2025') await expect(answer).resolves.toMatchObject({ isError: true });
      else await expect(answer).rejects.toMatchObject({ code: -32_021, data: { requiredCapabilities: {} } });
    }
  });

  it('is kept apart from another caller who does the same at the same time', async () => {
    const clients = [client(), await open({ token: 'ben' })];
    const cities = ['Oslo', 'Rome'];
    for (const [index, { user }] of clients.entries()) {
      user.answers({ 'Where to, lamp?': accept({ city: cities[index] ?? '' }) });
    }
    const bought = await Promise.all(clients.map(({ call }) => call('purchase', { order: 'lamp' })));
    for (const [index, { text }] of bought.entries()) expect(text).toContain(`goes to ${cities[index]}.`);
    for (const { user } of clients) expect(user.asked).toEqual(['Where to, lamp?', 'A gift, lamp?']);
  });
}
