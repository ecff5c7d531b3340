/** Tells clients what only the server's own program can know. */
export interface Notify {
  /** The resource at `uri` reads differently now. Those who subscribed to it, and may read it, are told. */
  resourceUpdated(uri: string): void;
}
