import { ToolgateError } from '../errors/toolgate-error.js';
import type { IncomingHttp } from './http-request.js';

const json = /^application\/json(?:\s*;\s*charset\s*=\s*"?utf-8"?)?\s*$/i;

/** Throws UNSUPPORTED_MEDIA_TYPE unless the body is plain JSON in UTF-8: exactly that type, and not compressed. */
export function checkMediaType(request: IncomingHttp): void {
  const type = request.header('content-type');
  if (type !== 'application/json' && !json.test(type ?? '')) {
    throw new ToolgateError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.');
  }
  const encoding = request.header('content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new ToolgateError('UNSUPPORTED_MEDIA_TYPE', 'Send the body without Content-Encoding.');
  }
}

/** What a client can read. */
export interface Accepted {
  readonly json: boolean;
  readonly stream: boolean;
}

const both: Accepted = { json: true, stream: true };

/** Reads `Accept`; without one, both are fine. Throws NOT_ACCEPTABLE when neither JSON nor an event stream is. */
export function parseAccept(accept: string | undefined): Accepted {
  if (accept === undefined || accept === 'application/json, text/event-stream') return both;
  const ranges = new Map(accept.split(',').map((range) => parseRange(range)));
  const accepted: Accepted = {
    json: accepts(ranges, 'application/json'),
    stream: accepts(ranges, 'text/event-stream'),
  };
  if (accepted.json || accepted.stream) return accepted;
  throw new ToolgateError('NOT_ACCEPTABLE', 'Accept application/json, text/event-stream, or both.');
}

/** A media range, and whether its weight is more than 0 (RFC 9110, 12.5.1). */
function parseRange(range: string): [string, boolean] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  return [type, !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))];
}

/** The most specific range that names a type decides. */
function accepts(ranges: ReadonlyMap<string, boolean>, type: string): boolean {
  return ranges.get(type) ?? ranges.get(`${type.split('/')[0]}/*`) ?? ranges.get('*/*') ?? false;
}
