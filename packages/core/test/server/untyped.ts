/** Calls a function as a program without types does: with whatever arguments. */
export function untyped<Returned>(method: (...args: never[]) => Returned, ...args: readonly unknown[]): Returned {
  return Reflect.apply(method, undefined, args);
}
