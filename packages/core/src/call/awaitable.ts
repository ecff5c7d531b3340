/** A value, or the promise of one. On the road of a call what need not wait goes on at once: docs/performance.md says what that spares. */
export type Awaitable<T> = T | Promise<T>;

/** Whether a value must be waited for, whoever made the promise. */
export function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  if (value instanceof Promise) return true;
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false;
  const { then }: { readonly then?: unknown } = value;
  return typeof then === 'function';
}

/** Goes on with a value: at once, or as soon as it is there. */
export function andThen<T, Next>(value: T | PromiseLike<T>, next: (value: T) => Awaitable<Next>): Awaitable<Next> {
  return isPromise(value) ? Promise.resolve(value).then(next) : next(value);
}

/** Runs `work`; what it throws, at once or later, `rescue` turns into a value or throws anew. */
export function orElse<T>(work: () => Awaitable<T>, rescue: (error: unknown) => Awaitable<T>): Awaitable<T> {
  try {
    const value = work();
    return isPromise(value) ? Promise.resolve(value).catch(rescue) : value;
  } catch (error) {
    return rescue(error);
  }
}

/** Visits one item after the other, each when the one before is done. */
export function inTurn<T>(items: readonly T[], visit: (item: T) => Awaitable<void>): Awaitable<void> {
  for (const [index, item] of items.entries()) {
    const visited = visit(item);
    if (isPromise(visited)) return Promise.resolve(visited).then(() => inTurn(items.slice(index + 1), visit));
  }
}
