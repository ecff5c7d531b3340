import { ToolgateError } from '../errors/toolgate-error.js';
import type { Runtime } from '../server/runtime.js';
import { legacyCapabilities, modernCapabilities, offers } from './capabilities.js';
import type { Connection } from './connection.js';
import type { Method } from './method.js';
import { completionComplete } from './methods/completion-complete.js';
import { initialize } from './methods/initialize.js';
import { loggingSetLevel } from './methods/logging-set-level.js';
import { ping } from './methods/ping.js';
import { promptsGet } from './methods/prompts-get.js';
import { promptsList } from './methods/prompts-list.js';
import { resourcesDirectoryRead } from './methods/resources-directory-read.js';
import { resourcesList } from './methods/resources-list.js';
import { resourcesRead } from './methods/resources-read.js';
import { resourcesSubscribe } from './methods/resources-subscribe.js';
import { resourcesTemplatesList } from './methods/resources-templates-list.js';
import { resourcesUnsubscribe } from './methods/resources-unsubscribe.js';
import { serverDiscover } from './methods/server-discover.js';
import { skillsGet } from './methods/skills-get.js';
import { skillsList } from './methods/skills-list.js';
import { subscriptionsListen } from './methods/subscriptions-listen.js';
import { tasksCancel } from './methods/tasks-cancel.js';
import { tasksGet } from './methods/tasks-get.js';
import { tasksUpdate } from './methods/tasks-update.js';
import { toolsCall } from './methods/tools-call.js';
import { toolsList } from './methods/tools-list.js';
import { extensionKeys } from './modern/modern-revision.js';

interface Served {
  readonly method: Method;
  /** Capability or extension without which there is no such method. */
  readonly needs?: string;
  /** Unknown to a server that keeps no sessions. */
  readonly inSession?: true;
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
  ['resources/subscribe', { method: resourcesSubscribe, needs: 'resources', inSession: true }],
  ['resources/unsubscribe', { method: resourcesUnsubscribe, needs: 'resources', inSession: true }],
  ['logging/setLevel', { method: loggingSetLevel, needs: 'logging' }],
]);

/** Methods of 2026-07-28. */
const modernMethods = new Map<string, Served>([
  ...shared,
  ['server/discover', { method: serverDiscover }],
  ['subscriptions/listen', { method: subscriptionsListen }],
  ['tasks/get', { method: tasksGet, needs: extensionKeys.tasks }],
  ['tasks/update', { method: tasksUpdate, needs: extensionKeys.tasks }],
  ['tasks/cancel', { method: tasksCancel, needs: extensionKeys.tasks }],
  ['skills/list', { method: skillsList, needs: extensionKeys.skills }],
  ['skills/get', { method: skillsGet, needs: extensionKeys.skills }],
  ['resources/directory/read', { method: resourcesDirectoryRead, needs: extensionKeys.skills }],
]);

/** The method a request names. Throws METHOD_NOT_FOUND, and INVALID_REQUEST for anything else before `initialize`. */
export function findMethod(name: string, connection: Connection, runtime: Runtime): Method {
  const modern = connection.envelope !== undefined;
  const served = (modern ? modernMethods : legacyMethods).get(name);
  if (served === undefined || (served.inSession === true && !runtime.keepsSessions)) throw unknown(name);
  const { method, needs } = served;
  if (needs !== undefined) {
    const offered = modern ? modernCapabilities(runtime) : legacyCapabilities(runtime);
    if (!offers(offered, needs)) throw unknown(name);
  }
  if (connection.revision === undefined && method !== initialize && method !== ping) {
    throw new ToolgateError('INVALID_REQUEST', 'Send initialize first.');
  }
  return method;
}

function unknown(name: string): ToolgateError {
  return new ToolgateError('METHOD_NOT_FOUND', `Unknown method: ${name}`);
}
