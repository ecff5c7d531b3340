import { readdirSync, readFileSync } from 'node:fs';

/** Nanoseconds of CPU all threads of a process have used so far. Throws where Linux's /proc is missing. */
export function cpuTime(pid: number): number {
  return threadTimes(pid) ?? processTicks(pid);
}

/** First field of schedstat: nanoseconds on a CPU. Kernels can be built without it. */
function threadTimes(pid: number): number | undefined {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ', 1)[0]))
      .reduce((sum, time) => sum + time, 0);
  } catch {
    return undefined;
  }
}

/** Fields 14 and 15 of stat, user and system time in ticks of 10 ms. The name in field 2 may hold spaces. */
function processTicks(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000_000;
  } catch (cause) {
    throw new Error(
      `The CPU time of process ${pid} cannot be read: this needs the /proc of Linux, and a live process.`,
      {
        cause,
      },
    );
  }
}
