/** A number with three significant digits, thousands apart: `0.712`, `31.4`, `28,400`. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude < 1) return value.toFixed(3);
  if (magnitude < 10) return value.toFixed(2);
  if (magnitude < 100) return value.toFixed(1);
  return Math.round(value).toLocaleString('en-US');
}
