/** One key of Atlas and what it may do. */
export interface AtlasKey {
  readonly secret: string;
  readonly permissions: readonly string[];
}

/** Keys by the label of who holds them. */
export type AtlasKeys = Readonly<Record<string, AtlasKey>>;
