import { packageVersion } from '../../process/package-version.js';

/** Prints the one line every server of this benchmark prints: where it listens, and what it is made of. */
export function announce(url: string, packages: readonly string[] = []): void {
  console.log(
    JSON.stringify({ url, versions: Object.fromEntries(packages.map((name) => [name, packageVersion(name)])) }),
  );
}
