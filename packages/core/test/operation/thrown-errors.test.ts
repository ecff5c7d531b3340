import { describe, expect, it } from '@jest/globals';
import {
  AuthorizationError,
  CircuitOpenError,
  RateLimitError,
  ResourceError,
  TimeoutError,
  ToolError,
  ToolgateError,
  UnavailableError,
  ValidationError,
} from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { errorKind } from '../../src/errors/error-kinds.js';
import { ask, textOf } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';
import { quietLog } from '../support/quiet-log.js';

/** What a caller and the log get for a value that a handler throws. */
async function thrown(value: unknown) {
  const log = quietLog();
  const server = plainServer({ log }).tool('fail', { description: 'x' }, () => {
    throw value;
  });
  const result = await ask(await connect(server), 'fail');
  expect(result.isError).toBe(true);
  return { text: textOf(result), error: Object(result._meta?.['toolgate/error']), log: log.records, result };
}

describe('an error of ours', () => {
  it.each([
    [new ToolError('NO_FIELD', 'There is no field 7.'), 'NO_FIELD', false],
    [new ResourceError('GONE', 'It is gone.'), 'GONE', false],
    [new ToolgateError('RATE_LIMITED', 'Too many.'), 'RATE_LIMITED', true],
    [new ValidationError('days is wrong.'), 'VALIDATION', false],
    [new AuthorizationError('Not yours.'), 'FORBIDDEN', false],
    [new RateLimitError('Too many.'), 'RATE_LIMITED', true],
    [new TimeoutError('Too slow.'), 'TIMEOUT', true],
    [new CircuitOpenError('Left alone.'), 'CIRCUIT_OPEN', true],
    [new UnavailableError('Away.'), 'UNAVAILABLE', true],
  ])('reaches the caller with its words and code: %s', async (value, code, retryable) => {
    const { text, error, log } = await thrown(value);
    expect(text).toBe(value.message);
    expect(error).toEqual({ code, retryable });
    expect(log).toEqual([]);
    expect(value).toBeInstanceOf(ToolgateError);
    expect(value.name).toBe(value.constructor.name);
    expect(errorKind(code).retryable).toBe(retryable);
  });

  it('brings details and the time to wait, never cause or stack', async () => {
    const cause = new Error('postgres://user:hunter2@db');
    const value = new ToolError('NO_FIELD', 'No field 7.', { details: { field: 7 }, retryAfterMs: 90, cause });
    const { text, error, result } = await thrown(value);
    expect(text).toBe('No field 7, retry in 1 s');
    expect(error).toEqual({ code: 'NO_FIELD', retryable: false, details: { field: 7 }, retryAfterMs: 90 });
    expect(JSON.stringify(result)).not.toMatch(/hunter2|thrown-errors/);
    expect(value.cause).toBe(cause);
  });

  it('leaves out details that are not JSON', async () => {
    const { error } = await thrown(new ToolError('ODD', 'Odd.', { details: { n: 1n } }));
    expect(error).toEqual({ code: 'ODD', retryable: false });
  });
});

describe('anything else', () => {
  it.each([
    ['an error', new Error('connect ECONNREFUSED 10.0.0.5')],
    ['a text', 'hunter2'],
    ['an object with code and message', { code: 'ADMIN', message: 'hunter2' }],
    ['null', null],
    ['undefined', undefined],
    ['a rejected DOMException', new DOMException('hunter2', 'AbortError')],
  ])('is masked, and logged under the id the caller sees: %s', async (_, value) => {
    const { text, error, log, result } = await thrown(value);
    const { correlationId } = error.details;
    expect(text).toBe(`fail failed. The server's log says why under ${correlationId}.`);
    expect(error).toEqual({ code: 'INTERNAL', retryable: false, details: { correlationId } });
    expect(JSON.stringify(result)).not.toMatch(/hunter2|10\.0\.0\.5|ADMIN/);
    expect(log).toEqual([{ level: 'error', message: 'fail failed', fields: { err: value, correlationId } }]);
  });

  it('is masked even when it cannot be looked at', async () => {
    const hostile = new Proxy(
      {},
      {
        getPrototypeOf() {
          throw new Error('hunter2');
        },
      },
    );
    const { text, log } = await thrown(hostile);
    expect(text).toContain('fail failed.');
    expect(log.length).toBeGreaterThan(0);
  });

  it('may come later, from a promise', async () => {
    const server = plainServer().tool('fail', { description: 'x' }, () =>
      Promise.reject(new ToolError('LATER', 'Later.')),
    );
    expect(textOf(await ask(await connect(server), 'fail'))).toBe('Later.');
  });
});
