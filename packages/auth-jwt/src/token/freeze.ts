/** Freezes a value and all it holds: one token's claims are shared by all its requests. */
export function freeze<Value extends object>(value: Value): Value {
  const waiting: object[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    Object.freeze(next);
    for (const inner of Object.values(next)) if (typeof inner === 'object' && inner !== null) waiting.push(inner);
  }
  return value;
}
