import { destination, type Logger as PinoLogger, pino } from 'pino';

/** The part of pino's logger that Toolgate uses; any logger with these four methods fits. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** JSON lines on standard error (standard output belongs to the stdio transport). Level from `TOOLGATE_LOG_LEVEL`, default `info`. */
export function defaultLogger(name: string): PinoLogger {
  return pino({ name, level: process.env.TOOLGATE_LOG_LEVEL ?? 'info' }, destination({ fd: 2, sync: true }));
}
