import type { ToolgateError } from './toolgate-error.js';

/** Carries an error that has been logged already, as the caller may see it. */
export class PublishedError extends Error {
  readonly error: ToolgateError;

  constructor(error: ToolgateError) {
    super(error.message);
    this.name = 'PublishedError';
    this.error = error;
  }
}
