import { ToolgateError } from '../errors/toolgate-error.js';
import type { IncomingHttp } from './http-request.js';

/** Checks `Origin`, which only browsers send: the server's own or a configured one, `null` never (MCP 2025-11-25, transports). */
export class OriginPolicy {
  readonly #allowed: ReadonlySet<string>;

  constructor(allowedOrigins: readonly string[], publicUrl: URL | undefined) {
    const wrong = allowedOrigins.find((origin) => !isOrigin(origin));
    if (wrong !== undefined) {
      throw new TypeError(`allowedOrigins has "${wrong}": use scheme, host and port alone, "https://app.example.com".`);
    }
    this.#allowed = new Set(publicUrl === undefined ? allowedOrigins : [...allowedOrigins, publicUrl.origin]);
  }

  /** Throws FORBIDDEN for a foreign origin. */
  check(request: IncomingHttp): void {
    const origin = request.header('origin');
    if (origin === undefined || this.#allowed.has(origin)) return;
    if (
      /^https?:/.test(origin) &&
      URL.canParse(origin) &&
      new URL(origin).host === request.header('host')?.toLowerCase()
    )
      return;
    const named = JSON.stringify(origin.slice(0, 128));
    throw new ToolgateError('FORBIDDEN', `The Origin ${named} is not allowed here: add it to allowedOrigins.`);
  }
}

/** Whether a text is one origin as browsers send it: no wildcard, no path. */
export function isOrigin(text: string): boolean {
  return !text.includes('*') && URL.canParse(text) && new URL(text).origin === text;
}
