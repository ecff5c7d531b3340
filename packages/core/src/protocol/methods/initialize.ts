import type { InitializeResult } from '@modelcontextprotocol/sdk/types.js';
import { ToolgateError } from '../../errors/toolgate-error.js';
import { callerKey } from '../../identity/caller.js';
import { legacyCapabilities } from '../capabilities.js';
import type { MethodRequest } from '../method.js';
import { isObject } from '../parse-message.js';
import { isLegacyRevision, latestLegacyRevision } from '../revisions.js';
import { clientFeatures } from '../session/client-features.js';

/** `initialize`: settles the revision (the client's if we serve it, else our newest) and opens the session. */
export function initialize({ runtime, message, connection }: MethodRequest): string {
  if (connection.session !== undefined) {
    throw new ToolgateError('INVALID_REQUEST', 'This session is initialized already.');
  }
  const { protocolVersion, capabilities, clientInfo } = message.params;
  if (typeof protocolVersion !== 'string') throw invalid('"protocolVersion" must be a string.');
  if (!isObject(capabilities)) throw invalid('"capabilities" must be an object.');
  if (!isObject(clientInfo) || typeof clientInfo.name !== 'string' || typeof clientInfo.version !== 'string') {
    throw invalid('"clientInfo" must have a name and a version.');
  }
  const revision = isLegacyRevision(protocolVersion) ? protocolVersion : latestLegacyRevision;
  const client = { name: shortened(clientInfo.name), version: shortened(clientInfo.version) };
  const { caller } = connection;
  const ownerKnown = caller.principal !== undefined || caller.address !== undefined;
  const features = clientFeatures(capabilities, revision);
  connection.open({ owner: callerKey(caller), ownerKnown, revision, client, features });
  const { name, version, title, instructions, icons } = runtime.info;
  const result: InitializeResult = {
    protocolVersion: revision,
    capabilities: legacyCapabilities(runtime),
    serverInfo: {
      name,
      version,
      ...(title === undefined || revision < '2025-06-18' ? {} : { title }),
      ...(icons === undefined || revision < '2025-11-25' ? {} : { icons: [...icons] }),
    },
    ...(instructions === undefined ? {} : { instructions }),
  };
  return JSON.stringify(result);
}

/** A copy: a slice would keep the whole text alive, which may be as long as a request. */
function shortened(text: string): string {
  return text.length <= 128 ? text : Buffer.from(text.slice(0, 128)).toString();
}

function invalid(message: string): ToolgateError {
  return new ToolgateError('INVALID_PARAMS', message);
}
