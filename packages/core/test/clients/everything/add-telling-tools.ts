import type { Server } from '@toolgate/core';
import { z } from 'zod';

const input = { label: z.string() };

/** Tools that say something before they answer, and one that waits until it is cancelled. */
export function addTellingTools(server: Pick<Server, 'tool'>): void {
  const waiting = new Map<string, () => void>();
  const ends = new Map<string, Promise<string>>();
  server.tool('count', { description: 'Counts to three, and waits for seen', input }, async ({ label }, call) => {
    const seen = new Promise<void>((resolve) => waiting.set(label, resolve));
    for (const step of [1, 2, 3]) call.progress(step, 3, `step ${step}`);
    await seen;
    return 'three';
  });
  server.tool('seen', { description: 'Lets a count go on', input }, ({ label }) => waiting.get(label)?.());
  server.tool('chatter', { description: 'Logs on three levels' }, (_, call) => {
    call.message('debug', 'detail');
    call.message('info', { said: 'hello' });
    call.message('error', 'trouble');
    return 'silence';
  });
  server.tool('wait', { description: 'Waits until it is cancelled', input }, ({ label }, call) => {
    const end = new Promise<string>((resolve) => {
      call.signal.addEventListener('abort', () => resolve('cancelled'), { once: true });
    });
    ends.set(label, end);
    call.progress(1, 2, 'waiting');
    return end;
  });
  server.tool('end-of', { description: 'Waits until a wait has ended', input }, ({ label }) => {
    return ends.get(label) ?? 'unknown';
  });
}
