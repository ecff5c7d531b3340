/** How large a server is. It comes from the environment of its process. */
export interface Scale {
  /** Tools, `echo` the first one. Default 1. */
  readonly tools: number;
  /** API keys, where there are any. Default 1. */
  readonly keys: number;
  /** Plugins that wrap each tool in a function. Default 0. */
  readonly plugins: number;
}

/** Throws a RangeError for what is no whole number. */
export function scaleFrom(env: NodeJS.ProcessEnv): Scale {
  const count = (name: string, standard: number): number => {
    const value = Number(env[name] ?? standard);
    if (Number.isInteger(value) && value >= 0) return value;
    throw new RangeError(`${name} is "${env[name]}": use a whole number.`);
  };
  return { tools: count('TOOLS', 1), keys: count('KEYS', 1), plugins: count('PLUGINS', 0) };
}
