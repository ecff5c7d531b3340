import { ToolgateError } from '../errors/toolgate-error.js';
import type { Runtime } from '../server/runtime.js';
import { legacyCapabilities, modernCapabilities } from './capabilities.js';
import type { Connection } from './connection.js';
import type { Method } from './method.js';
import { completionComplete } from './methods/completion-complete.js';
import { initialize } from './methods/initialize.js';
import { loggingSetLevel } from './methods/logging-set-level.js';
import { ping } from './methods/ping.js';
import { promptsGet } from './methods/prompts-get.js';
import { promptsList } from './methods/prompts-list.js';
import { resourcesList } from './methods/resources-list.js';
import { resourcesRead } from './methods/resources-read.js';
import { resourcesSubscribe } from './methods/resources-subscribe.js';
import { resourcesTemplatesList } from './methods/resources-templates-list.js';
import { resourcesUnsubscribe } from './methods/resources-unsubscribe.js';
import { serverDiscover } from './methods/server-discover.js';
import { subscriptionsListen } from './methods/subscriptions-listen.js';
import { tasksCancel } from './methods/tasks-cancel.js';
import { tasksGet } from './methods/tasks-get.js';
import { tasksUpdate } from './methods/tasks-update.js';
import { toolsCall } from './methods/tools-call.js';
import { toolsList } from './methods/tools-list.js';

interface Served {
  readonly method: Method;
  /** Capability without which there is no such method. */
  readonly needs?: string;
}

const shared: readonly [string, Served][] = [
  ['tools/call', { method: toolsCall }],
  ['tools/list', { method: toolsList }],
  ['resources/list', { method: resourcesList, needs: 'resources' }],
  ['resources/templates/list', { method: resourcesTemplatesList, needs: 'resources' }],
  ['resources/read', { method: resourcesRead, needs: 'resources' }],
  ['prompts/list', { method: promptsList, needs: 'prompts' }],
  ['prompts/get', { method: promptsGet, needs: 'prompts' }],
  ['completion/complete', { method: completionComplete, needs: 'completions' }],
];

/** Methods of the revisions that open with `initialize`. */
const legacyMethods = new Map<string, Served>([
  ...shared,
  ['initialize', { method: initialize }],
  ['ping', { method: ping }],
  ['resources/subscribe', { method: resourcesSubscribe, needs: 'resources' }],
  ['resources/unsubscribe', { method: resourcesUnsubscribe, needs: 'resources' }],
  ['logging/setLevel', { method: loggingSetLevel, needs: 'logging' }],
]);

/** Methods of 2026-07-28. */
const modernMethods = new Map<string, Served>([
  ...shared,
  ['server/discover', { method: serverDiscover }],
  ['subscriptions/listen', { method: subscriptionsListen }],
  ['tasks/get', { method: tasksGet, needs: 'extensions' }],
  ['tasks/update', { method: tasksUpdate, needs: 'extensions' }],
  ['tasks/cancel', { method: tasksCancel, needs: 'extensions' }],
]);

/** The method a request names. Throws METHOD_NOT_FOUND, and INVALID_REQUEST for anything else before `initialize`. */
export function findMethod(name: string, connection: Connection, runtime: Runtime): Method {
  const modern = connection.envelope !== undefined;
  const served = (modern ? modernMethods : legacyMethods).get(name);
  if (served === undefined) throw unknown(name);
  const { method, needs } = served;
  if (needs !== undefined) {
    const offered = modern ? modernCapabilities(runtime) : legacyCapabilities(runtime);
    if (!Object.hasOwn(offered, needs)) throw unknown(name);
  }
  if (connection.revision === undefined && method !== initialize && method !== ping) {
    throw new ToolgateError('INVALID_REQUEST', 'Send initialize first.');
  }
  return method;
}

function unknown(name: string): ToolgateError {
  return new ToolgateError('METHOD_NOT_FOUND', `Unknown method: ${name}`);
}
