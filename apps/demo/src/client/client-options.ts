import { parseArgs } from 'node:util';

export interface ClientOptions {
  readonly stdio: boolean;
  readonly url: URL;
  readonly key: string | undefined;
}

/** Reads the client's command line. Throws a sentence for what is wrong. */
export function clientOptions(args: readonly string[]): ClientOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:3000/mcp' },
      key: { type: 'string' },
      stdio: { type: 'boolean', default: false },
    },
  });
  const { url, key, stdio } = values;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new TypeError(`--url is ${JSON.stringify(url)}: use a URL such as http://127.0.0.1:3000/mcp.`);
  }
  if (key === undefined && !stdio) {
    throw new TypeError('--key is missing: give one of the keys that the server printed when it started.');
  }
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    throw new TypeError('--key holds characters that no key has: copy the whole key.');
  }
  return { stdio, url: new URL(url), key };
}
