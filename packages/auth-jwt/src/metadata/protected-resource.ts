import type { App, Refusal, Route, RouteAnswer, RouteRequest } from '@toolgate/core';
import type { JwtOptions } from '../jwt-options.js';
import { quoted } from './quoted.js';

const wellKnown = '/.well-known/oauth-protected-resource';

/** Tells clients where to get a token (RFC 9728): a document at the well-known paths, and challenges that lead to it. */
export class ProtectedResource {
  readonly #options: JwtOptions;
  #app: App | undefined;

  constructor(options: JwtOptions) {
    this.#options = options;
  }

  /** The document at the well-known path of the endpoint, of its public URL, and at the root of the host. */
  routes(app: App): readonly Route[] {
    this.#app = app;
    if (this.#options.authorizationServers === undefined) return [];
    const paths = ['/', app.path, ...(app.publicUrl === undefined ? [] : [new URL(app.publicUrl).pathname])];
    const all = new Set(paths.map((path) => `${wellKnown}${path === '/' ? '' : path}`));
    return [...all].map((path) => ({ path, public: true, handle: (request) => this.#document(request) }));
  }

  /** Value of `WWW-Authenticate` (RFC 6750, 3; RFC 9728, 5.1). */
  challenge({ endpoint, error, permissions }: Refusal): string {
    const { authorizationServers, scopes = [] } = this.#options;
    const wanted = permissions.length > 0 ? permissions : scopes;
    const parts = [
      ...(authorizationServers === undefined ? [] : [`resource_metadata=${quoted(this.#metadataUrl(endpoint))}`]),
      ...(error === undefined ? [] : [`error=${quoted(error)}`]),
      ...(wanted.length === 0 ? [] : [`scope=${quoted(wanted.join(' '))}`]),
    ];
    return parts.length === 0 ? 'Bearer' : `Bearer ${parts.join(', ')}`;
  }

  /** Of a public URL at the root of its host; below the prefix of a host that mounts the server, for nothing else reaches it. */
  #metadataUrl(endpoint: string): string {
    const { origin, pathname } = new URL(endpoint);
    const { path = pathname, publicUrl } = this.#app ?? {};
    const prefix = publicUrl === undefined && pathname.endsWith(path) ? pathname.slice(0, -path.length) : '';
    const rest = pathname.slice(prefix.length);
    return `${origin}${prefix}${wellKnown}${rest === '/' ? '' : rest}`;
  }

  #document({ endpoint }: RouteRequest): RouteAnswer {
    const { resource = endpoint, authorizationServers, scopes } = this.#options;
    const document = {
      resource,
      authorization_servers: authorizationServers,
      ...(scopes === undefined ? {} : { scopes_supported: scopes }),
      bearer_methods_supported: ['header'],
    };
    return {
      type: 'application/json',
      headers: { 'cache-control': 'max-age=300' },
      body: JSON.stringify(document),
    };
  }
}
