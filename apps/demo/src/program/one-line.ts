/** The message of whatever was thrown, on one line. */
export function oneLine(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\s+/g, ' ');
}
