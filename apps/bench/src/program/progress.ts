/** Tells a reader what is going on: one line that changes on a terminal; elsewhere a line for each new task. */
export interface Progress {
  readonly say: (text: string) => void;
  /** Takes the line away, so that something can be printed. */
  readonly clear: () => void;
}

type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

/** What follows the last colon of a text is a detail, which only a terminal shows. */
export function createProgress(output: Output): Progress {
  let task = '';
  const onTerminal = (text: string): void => {
    output.write(`\r\x1b[K${text.slice(0, (output.columns || 80) - 1)}`);
  };
  const elsewhere = (text: string): void => {
    const [next = ''] = text.split(': ', 1);
    if (next !== task) output.write(`${next} …\n`);
    task = next;
  };
  return {
    say: output.isTTY ? onTerminal : elsewhere,
    clear: () => {
      if (output.isTTY) output.write('\r\x1b[K');
    },
  };
}
