/** A path that a server answers over HTTP. */
export interface RouteInfo {
  /** Without the prefix a host mounted the server at. */
  readonly path: string;
  readonly methods: readonly string[];
  /** Whether it is open to everybody. All others ask for a credential, where an authenticator is installed. */
  readonly public: boolean;
}
