import { ToolgateError } from '../errors/toolgate-error.js';
import type { IncomingHttp } from './http-request.js';
import { isLoopback } from './is-loopback.js';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);
const hostSyntax = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
const remembered = 256;

export interface HostSetting {
  readonly allowedHosts: readonly string[];
  readonly publicUrl: URL | undefined;
  /** Whether callers are authenticated: then a public bind may leave `Host` unchecked. */
  readonly authenticated: boolean;
}

/** Whether a Host is served on a bind. */
interface Verdict {
  readonly localAddress: string | undefined;
  readonly allowed: boolean;
}

/** Checks `Host` against DNS rebinding: loopback names on a loopback bind, elsewhere the hosts that were configured. */
export class HostPolicy {
  readonly #allowed: ReadonlySet<string>;
  readonly #authenticated: boolean;
  // Clients repeat one Host: the latest verdict on each spelling is kept, for a bounded number of them.
  readonly #verdicts = new Map<string, Verdict>();

  constructor({ allowedHosts, publicUrl, authenticated }: HostSetting) {
    const wrong = allowedHosts.find((host) => !hostSyntax.test(host));
    if (wrong !== undefined) {
      throw new TypeError(`allowedHosts has "${wrong}": use a host without scheme or path, "mcp.example.com".`);
    }
    const hosts = publicUrl === undefined ? allowedHosts : [...allowedHosts, publicUrl.host];
    this.#allowed = new Set(hosts.map((host) => normalHost(host)));
    this.#authenticated = authenticated;
  }

  /** Throws FORBIDDEN for a host that is not ours. */
  check(request: IncomingHttp): void {
    const host = request.header('host') ?? '';
    const { localAddress } = request;
    let verdict = this.#verdicts.get(host);
    if (verdict === undefined || verdict.localAddress !== localAddress) {
      verdict = { localAddress, allowed: this.#allows(host, localAddress) };
      if (this.#verdicts.size >= remembered) this.#verdicts.clear();
      if (host.length <= 256) this.#verdicts.set(host, verdict);
    }
    if (verdict.allowed) return;
    const named = JSON.stringify(host.slice(0, 128));
    throw new ToolgateError('FORBIDDEN', `The Host ${named} is not served here: set allowedHosts or publicUrl.`);
  }

  #allows(host: string, localAddress: string | undefined): boolean {
    // A port above 65535 or a broken address is no part of an URL, and challenges name ours with it.
    if (!hostSyntax.test(host) || !URL.canParse(`http://${host}`)) return false;
    const normal = normalHost(host);
    const name = normal.replace(/:\d+$/, '');
    if (this.#allowed.has(normal) || this.#allowed.has(name)) return true;
    if (localAddress === undefined) return this.#allowed.size === 0;
    if (isLoopback(localAddress)) return loopbackHosts.has(name);
    return this.#allowed.size === 0 && this.#authenticated;
  }
}

function normalHost(host: string): string {
  return host.toLowerCase().replace(/\.(?=:\d+$|$)/, '');
}
