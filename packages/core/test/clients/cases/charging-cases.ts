import { expect, it } from '@jest/globals';
import type { Trial } from '../client/road.js';
import { accept } from '../client/user.js';

const answers = (order: string, city: string) => ({
  [`Where to, ${order}?`]: accept({ city }),
  [`A gift, ${order}?`]: accept({ gift: true }),
});

/** A tool that charges a card before it asks. */
export function chargingCases({ road, client }: Trial): void {
  const runs = road.era === '2025' ? 1 : 3;

  it('is charged once, however often the handler runs', async () => {
    const { user, call } = client();
    user.answers(answers('lamp', 'Oslo'));
    expect(await call('purchase', { order: 'lamp' })).toMatchObject({ text: 'lamp/1 goes to Oslo, wrapped.' });
    expect(await call('order', { order: 'lamp' })).toMatchObject({ text: `1 charged in ${runs} runs` });
    expect(user.asked).toEqual(['Where to, lamp?', 'A gift, lamp?']);
  });

  it('is charged once for each of two orders at once', async () => {
    const { user, call } = client();
    user.answers({ ...answers('desk', 'Rome'), ...answers('sofa', 'Bern') });
    const bought = await Promise.all(['desk', 'sofa'].map((order) => call('purchase', { order })));
    expect(bought.map(({ text }) => text)).toEqual(['desk/1 goes to Rome, wrapped.', 'sofa/1 goes to Bern, wrapped.']);
    for (const order of ['desk', 'sofa']) {
      expect(await call('order', { order })).toMatchObject({ text: `1 charged in ${runs} runs` });
    }
  });

  it('is charged again for the same order placed again', async () => {
    const { user, call } = client();
    user.answers(answers('cup', 'Oslo'));
    await call('purchase', { order: 'cup' });
    expect(await call('purchase', { order: 'cup' })).toMatchObject({ text: 'cup/2 goes to Oslo, wrapped.' });
  });

  it('gets its receipt back when it declines', async () => {
    const { user, call } = client();
    user.answers({});
    expect(await call('purchase', { order: 'vase' })).toMatchObject({ text: 'vase/1 goes back.' });
  });
}
