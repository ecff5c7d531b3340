import type { LoggingLevel } from '@modelcontextprotocol/sdk/types.js';

/** Levels of log messages, least severe first (RFC 5424). */
export const loggingLevels: readonly LoggingLevel[] = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
];

export function isLoggingLevel(value: unknown): value is LoggingLevel {
  return loggingLevels.some((level) => level === value);
}

/** Whether a message is severe enough for whoever wants `threshold` and worse. */
export function reaches(level: LoggingLevel, threshold: LoggingLevel): boolean {
  return loggingLevels.indexOf(level) >= loggingLevels.indexOf(threshold);
}
