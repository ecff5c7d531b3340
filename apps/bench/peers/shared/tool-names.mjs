/** Names of the tools to register, `echo` first; the environment variable TOOLS sets how many (default 1). */
export const toolNames = () =>
  Array.from({ length: Number(process.env.TOOLS ?? 1) }, (_, i) => (i === 0 ? 'echo' : `echo-${i}`));
