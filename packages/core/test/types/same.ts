/** True only where both types are the same, which assignability alone does not say. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Fails to compile unless the types are the same. */
export function same<A, B>(...[verdict]: Same<A, B> extends true ? [true] : [never]): boolean {
  return verdict;
}
