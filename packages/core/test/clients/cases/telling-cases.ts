import { expect, it } from '@jest/globals';
import { Arrivals } from '../../support/arrivals.js';
import type { Trial } from '../client/road.js';
import type { ProgressReport } from '../client/test-client.js';

/** What the server says before it answers, and a client that no longer wants to hear it. */
export function tellingCases({ road, client, open }: Trial): void {
  // Over HTTP the first era's clients come back for the rest of a call they took back. v1, when it is closed, gives up the
  // last such visit only, so each of these calls has a client of its own.
  const passing = () => (road.transport === 'http' ? open() : Promise.resolve(client()));

  it('follows progress', async () => {
    const { call } = client();
    const reports = new Arrivals<ProgressReport>();
    const counted = call('count', { label: 'c' }, { onprogress: (report) => reports.push(report) });
    for (const step of [1, 2, 3]) {
      expect(await reports.next()).toMatchObject({ progress: step, total: 3, message: `step ${step}` });
    }
    // Over stdio both clients lose progress that is read together with the answer, so the answer waits.
    await call('seen', { label: 'c' });
    expect(await counted).toMatchObject({ text: 'three' });
    expect(reports.size).toBe(0);
  });

  it('hears of the log what it asked for', async () => {
    const { call, logFrom, inbox } = client();
    await logFrom('info');
    await call('chatter');
    expect(await inbox.logs.next()).toEqual({ level: 'info', logger: 'chatter', data: { said: 'hello' } });
    expect(await inbox.logs.next()).toEqual({ level: 'error', logger: 'chatter', data: 'trouble' });
    await logFrom('error');
    await call('chatter');
    expect(await inbox.logs.next()).toMatchObject({ level: 'error' });
    expect(inbox.logs.size).toBe(0);
  });

  it('takes a call back', async () => {
    const { call } = await passing();
    const controller = new AbortController();
    const waiting = call('wait', { label: 'w' }, { signal: controller.signal, onprogress: () => controller.abort() });
    await expect(waiting).rejects.toThrow();
    expect(await call('end-of', { label: 'w' })).toMatchObject({ text: 'cancelled' });
  });

  it('takes a call back while it is asked', async () => {
    const { user, call } = await passing();
    const controller = new AbortController();
    user.answers({}, () => controller.abort());
    await expect(call('purchase', { order: 'bed' }, { signal: controller.signal })).rejects.toThrow();
    expect(user.asked).toEqual(['Where to, bed?']);
    expect(await call('order', { order: 'bed' })).toMatchObject({ text: '1 charged in 1 runs' });
  });
}
