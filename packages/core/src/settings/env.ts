/** Value of an environment variable; throws `NAME is not set` when it is missing or empty. */
export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
