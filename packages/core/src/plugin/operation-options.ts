import type { AuthOptions } from '../identity/auth-options.js';

/** What each installed plugin adds to the options of an operation. Plugins merge their fragment: `interface OptionsByPlugin { cache: { cache?: CacheRule } }`. */
export interface OptionsByPlugin {
  auth: AuthOptions;
}

type Fragment = OptionsByPlugin[keyof OptionsByPlugin];
type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Every option any known plugin offers, as a plugin reads them from `operation.options`. */
export type OperationOptions = Partial<Intersection<Fragment>>;

// Homomorphic, so that a key's JSDoc survives on hover and says what to install.
type Absent<Options> = { readonly [Key in keyof Options]?: never };

/** The options an operation may use: those of installed plugins; every other known key is refused by the compiler. */
export type InstalledOptions<Installed extends string> = Intersection<
  {
    [Name in keyof OptionsByPlugin]: Name extends Installed ? OptionsByPlugin[Name] : Absent<OptionsByPlugin[Name]>;
  }[keyof OptionsByPlugin]
>;
