/** What happens in a server, for plugins' `on`. Plugins merge events of their own into `EventsByType`. */
export interface EventsByType {
  'server.started': Record<never, never>;
  /** No new calls are taken from here on. */
  'server.draining': Record<never, never>;
  'server.stopped': Record<never, never>;
  'session.opened': { readonly session: string; readonly owner: string };
  'session.closed': {
    readonly session: string;
    readonly reason: 'deleted' | 'terminated' | 'idle' | 'expired' | 'evicted' | 'drained';
  };
  /** A credential was wrong or missing. It is never part of the event. */
  'authentication.failed': {
    readonly address: string | undefined;
    /** Name of the plugin that refused it; undefined where none came, or nobody knew it. */
    readonly authenticator: string | undefined;
    readonly reason: string;
  };
}

export type ServerEvent = {
  [Type in keyof EventsByType]: { readonly type: Type } & EventsByType[Type];
}[keyof EventsByType];
