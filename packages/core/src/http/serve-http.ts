import { bounded } from '../call/bounded.js';
import { Lifetime } from '../call/lifetime.js';
import { untilEnd } from '../call/until-end.js';
import { ToolgateError } from '../errors/toolgate-error.js';
import { type Caller, callerKey } from '../identity/caller.js';
import type { Principal } from '../identity/principal.js';
import { answerRequest, takeMessage } from '../protocol/answer.js';
import type { Connection } from '../protocol/method.js';
import { parseMessage } from '../protocol/parse-message.js';
import { isRevision, revisions } from '../protocol/revisions.js';
import type { Session } from '../protocol/session.js';
import type { Runtime } from '../server/runtime.js';
import type { HostPolicy } from './host-policy.js';
import type { IncomingHttp } from './http-request.js';
import type { HttpResponse } from './http-response.js';
import { checkMediaType, parseAccept } from './media-type.js';
import type { OriginPolicy } from './origin-policy.js';
import { refusalHeaders, refuse } from './refuse.js';
import { Reply } from './reply.js';

const maxHeaders = 100;

/** What the endpoint needs besides the server itself. */
export interface EndpointSetting {
  readonly path: string;
  readonly hosts: HostPolicy;
  readonly origins: OriginPolicy;
}

/**
 * Streamable HTTP (MCP 2025-11-25, transports): one path, POST for messages, DELETE for the end of a session. A request is
 * in flight from its headers to the last byte of its answer. Rejects only when an answer cannot be written.
 */
export async function serveHttp(
  runtime: Runtime,
  setting: EndpointSetting,
  request: IncomingHttp,
  response: HttpResponse,
): Promise<void> {
  const lifetime = new Lifetime();
  runtime.activity.enter(lifetime);
  try {
    let finish: Finish;
    try {
      finish = await untilEnd(lifetime, receive(runtime, setting, request, response, lifetime));
    } catch (error) {
      finish = () => refuse(runtime, response, error);
    }
    await finish();
  } finally {
    runtime.activity.leave(lifetime);
  }
}

/** Writes the response. What is thrown before it exists is refused with an answer of its own. */
type Finish = () => void | Promise<void>;

async function receive(
  runtime: Runtime,
  setting: EndpointSetting,
  request: IncomingHttp,
  response: HttpResponse,
  lifetime: Lifetime,
): Promise<Finish> {
  const principal = await admit(runtime, setting, request);
  const caller: Caller = { principal, address: request.address, session: undefined, transport: 'http', era: '2025' };
  if (request.method === 'POST') return receivePost(runtime, request, response, caller, lifetime);
  if (request.method !== 'DELETE') {
    throw new ToolgateError('METHOD_NOT_ALLOWED', `${request.method} is not served here: use POST or DELETE.`);
  }
  runtime.sessions.close(findSession(runtime, caller, request.header('mcp-session-id')), 'deleted');
  return () => response.send(200, [], '');
}

/** Everything that is checked before a byte of the body is read, in an order that costs an attacker more than us. */
async function admit(
  runtime: Runtime,
  { path, hosts, origins }: EndpointSetting,
  request: IncomingHttp,
): Promise<Principal | undefined> {
  if (request.headerCount > maxHeaders) {
    throw new ToolgateError('HEADERS_TOO_LARGE', `The request has more than ${maxHeaders} headers.`);
  }
  hosts.check(request);
  origins.check(request);
  if (request.path !== path && !request.atMountPoint) {
    throw new ToolgateError('NOT_FOUND', 'There is nothing at this path.');
  }
  for (const plugin of runtime.admitting) {
    await bounded(plugin.admit?.(request), runtime.pluginTimeouts, plugin.name);
  }
  const principal = await runtime.authentication.identify((name) => request.header(name), request.address);
  if (principal === undefined && runtime.authentication.required && !runtime.tools.anyPublic) {
    throw runtime.authentication.missing(request.address);
  }
  return principal;
}

async function receivePost(
  runtime: Runtime,
  request: IncomingHttp,
  response: HttpResponse,
  caller: Caller,
  lifetime: Lifetime,
): Promise<Finish> {
  checkMediaType(request);
  checkRevision(request);
  const reply = new Reply(response, parseAccept(request.headerList('accept')));
  const message = parseMessage(await request.body(runtime.limits.body), runtime.limits);
  const initializes = message.kind === 'request' && message.method === 'initialize';
  const id = request.header('mcp-session-id');
  const session = initializes && id === undefined ? undefined : findSession(runtime, caller, id);
  const connection = connect(runtime, { ...caller, session: session?.id }, session, reply);
  if (message.kind !== 'request') {
    await takeMessage(runtime, message, connection);
    return () => response.send(202, [], '');
  }
  return () =>
    answerRequest(runtime, message, connection, lifetime, (answer) => {
      if (answer?.error !== undefined) reply.addHeaders(refusalHeaders(runtime, answer.error));
      reply.finish(answer);
      return response.flushed();
    });
}

function connect(runtime: Runtime, caller: Caller, session: Session | undefined, reply: Reply): Connection {
  return {
    caller,
    session,
    notify: (text) => reply.notify(text),
    open: (init) => {
      const { id } = runtime.sessions.open(init);
      reply.addHeaders(['mcp-session-id', id]);
    },
  };
}

/** The caller's own session. A foreign one does not exist: 404, as for one that has ended. */
function findSession(runtime: Runtime, caller: Caller, id: string | undefined): Session {
  if (id === undefined) {
    throw new ToolgateError('BAD_REQUEST', 'Send the Mcp-Session-Id that initialize answered.');
  }
  const session = runtime.sessions.find(id, callerKey(caller));
  if (session === undefined) throw new ToolgateError('NOT_FOUND', 'There is no such session: initialize again.');
  return session;
}

/** `MCP-Protocol-Version`, where it is sent, names a revision that we serve. */
function checkRevision(request: IncomingHttp): void {
  const revision = request.header('mcp-protocol-version');
  if (revision === undefined || isRevision(revision)) return;
  throw new ToolgateError('BAD_REQUEST', `MCP-Protocol-Version must be one of ${revisions.join(', ')}.`);
}
