import { once } from 'node:events';
import { programPath } from './program-path.js';
import { type Child, startChild } from './start-child.js';

/** The fixture server, listening. */
export interface Fixture {
  readonly url: string;
  readonly child: Child;
}

/** Starts the fixture server on a free loopback port. Throws what it says when it does not listen within 20 seconds. */
export async function startFixture(node: string): Promise<Fixture> {
  const child = startChild([programPath('index'), '--port', '0'], { node });
  const signal = AbortSignal.timeout(20_000);
  const spoken = child.process.stdout ? once(child.process.stdout, 'data', { signal }) : child.ended;
  await Promise.race([spoken, child.ended]).catch(() => undefined);
  const url = child.output().trim();
  if (URL.canParse(url)) return { url, child };
  child.process.kill('SIGKILL');
  throw new Error(`The fixture server did not start. ${url}${child.complaint()}`.trim());
}
