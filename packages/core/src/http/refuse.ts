import { errorKind } from '../errors/error-kinds.js';
import { publicError } from '../errors/public-error.js';
import type { ToolgateError } from '../errors/toolgate-error.js';
import { InsufficientScope } from '../identity/insufficient-scope.js';
import { MissingCredential } from '../identity/missing-credential.js';
import type { Refusal } from '../identity/refusal.js';
import { errorText, retryAfter } from '../protocol/json-rpc.js';
import type { RequestId } from '../protocol/json-rpc-message.js';
import { MessageError } from '../protocol/parse-message.js';
import type { HttpExchange } from './http-exchange.js';
import type { HeaderPairs } from './http-response.js';

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
export function refuse(exchange: HttpExchange, thrown: unknown): void {
  const refused = thrown instanceof RequestRefusal ? thrown.refused : thrown;
  const error = publicError(refused, 'The request', exchange.runtime.log);
  const id = thrown instanceof RequestRefusal ? thrown.id : error instanceof MessageError ? error.id : undefined;
  const headers = ['content-type', 'application/json', ...refusalHeaders(exchange, error)];
  exchange.response.send(errorKind(error.code).status, headers, errorText(id, error));
}

/** `WWW-Authenticate` where a credential, or a better one, would help; `Retry-After` where the time is known. */
export function refusalHeaders(exchange: HttpExchange, error: ToolgateError): HeaderPairs {
  const { runtime } = exchange;
  const retryAfterMs = retryAfter(error);
  const headers: string[] = [];
  if (errorKind(error.code).status === 401 || error instanceof InsufficientScope) {
    for (const challenge of runtime.authentication.challenges(refusalOf(exchange, error))) {
      headers.push('www-authenticate', challenge);
    }
  }
  if (retryAfterMs !== undefined) headers.push('retry-after', String(Math.ceil(retryAfterMs / 1_000)));
  if (error.code === 'UNAVAILABLE' && runtime.activity.draining) headers.push('connection', 'close');
  return headers;
}

function refusalOf({ endpoint, request }: HttpExchange, error: ToolgateError): Refusal {
  const url = endpoint.url(request);
  if (error instanceof InsufficientScope) {
    return { endpoint: url, error: 'insufficient_scope', permissions: error.permissions };
  }
  if (error instanceof MissingCredential) return { endpoint: url, error: undefined, permissions: error.permissions };
  return { endpoint: url, error: 'invalid_token', permissions: [] };
}
