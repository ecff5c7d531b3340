/** A person who logs in with a password, and what they may do. */
export interface AtlasUser {
  /** Made by `npm run password -- hash`. */
  readonly hash: string;
  readonly permissions: readonly string[];
}

/** People by the name they log in with. */
export type AtlasUsers = Readonly<Record<string, AtlasUser>>;
