import { errorKind } from '../errors/error-kinds.js';
import { publicError } from '../errors/public-error.js';
import type { ToolgateError } from '../errors/toolgate-error.js';
import { errorText, retryAfter } from '../protocol/json-rpc.js';
import type { RequestId } from '../protocol/json-rpc-message.js';
import { MessageError } from '../protocol/parse-message.js';
import type { Runtime } from '../server/runtime.js';
import type { HeaderPairs, HttpResponse } from './http-response.js';

/** A refusal that can be answered to a request: its id could be read. */
export class RequestRefusal extends Error {
  readonly id: RequestId;
  readonly refused: unknown;

  constructor(id: RequestId, refused: unknown) {
    super('the request was refused');
    this.name = 'RequestRefusal';
    this.id = id;
    this.refused = refused;
  }
}

/** Answers a request that went no further, with the error's status and the headers that belong to it. */
export function refuse(runtime: Runtime, response: HttpResponse, thrown: unknown): void {
  const refused = thrown instanceof RequestRefusal ? thrown.refused : thrown;
  const error = publicError(refused, 'The request', runtime.log);
  const id = thrown instanceof RequestRefusal ? thrown.id : error instanceof MessageError ? error.id : undefined;
  const headers = ['content-type', 'application/json', ...refusalHeaders(runtime, error)];
  response.send(errorKind(error.code).status, headers, errorText(id, error));
}

/** `WWW-Authenticate` with every challenge on 401 (RFC 9110, 11.6.1), `Retry-After` where the time is known. */
export function refusalHeaders(runtime: Runtime, error: ToolgateError): HeaderPairs {
  const { code } = error;
  const retryAfterMs = retryAfter(error);
  const headers: string[] = [];
  if (errorKind(code).status === 401) {
    for (const challenge of runtime.authentication.challenges) headers.push('www-authenticate', challenge);
  }
  if (retryAfterMs !== undefined) headers.push('retry-after', String(Math.ceil(retryAfterMs / 1_000)));
  if (code === 'UNAVAILABLE' && runtime.activity.draining) headers.push('connection', 'close');
  return headers;
}
