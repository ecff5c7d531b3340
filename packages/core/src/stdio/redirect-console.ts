import { Console } from 'node:console';

/** Sends `console` to standard error, for standard output belongs to the protocol; the returned function puts it back. */
export function redirectConsole(): () => void {
  const { console } = globalThis;
  globalThis.console = new Console(process.stderr);
  return () => {
    globalThis.console = console;
  };
}
