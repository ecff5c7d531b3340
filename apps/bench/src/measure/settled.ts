import { setTimeout } from 'node:timers/promises';
import { cpuTime } from '../process/cpu-time.js';

/** Waits until a process rests, so that what it still does falls into nobody else's slice; two seconds at most. */
export async function settled(pid: number): Promise<void> {
  let before = cpuTime(pid);
  for (let polled = 0; polled < 100; polled += 1) {
    await setTimeout(20);
    const now = cpuTime(pid);
    if (now === before) return;
    before = now;
  }
}
