import type { Logger } from '@toolgate/core';

export interface LogRecord {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

/** A logger that keeps what it is told. */
export function quietLog(): Logger & { readonly records: LogRecord[] } {
  const records: LogRecord[] = [];
  const keep = (level: LogRecord['level']) => (fields: object, message: string) => {
    records.push({ level, fields, message });
  };
  return { records, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}
