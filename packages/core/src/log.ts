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

/** The same logger, which never throws: a value whose getters throw is left out, a logger that is broken writes nothing. */
export function safeLogger(log: Logger): Logger {
  const write =
    (level: keyof Logger) =>
    (fields: object, message: string): void => {
      try {
        log[level](fields, message);
      } catch {
        try {
          log[level](plainFields(fields), `${message}, and some of its details cannot be read`);
        } catch {
          // There is nobody left to tell.
        }
      }
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function plainFields(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'));
}
