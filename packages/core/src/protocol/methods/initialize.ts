import type { InitializeResult } from '@modelcontextprotocol/sdk/types.js';
import { ToolgateError } from '../../errors/toolgate-error.js';
import { callerKey } from '../../identity/caller.js';
import type { MethodRequest } from '../method.js';
import { isObject } from '../parse-message.js';
import { isRevision, latestRevision } from '../revisions.js';

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
  const revision = isRevision(protocolVersion) ? protocolVersion : latestRevision;
  const client = { name: clientInfo.name.slice(0, 128), version: clientInfo.version.slice(0, 128) };
  const { caller } = connection;
  const ownerKnown = caller.principal !== undefined || caller.address !== undefined;
  connection.open({ owner: callerKey(caller), ownerKnown, revision, client });
  const { name, version, title, instructions } = runtime.info;
  const result: InitializeResult = {
    protocolVersion: revision,
    capabilities: { tools: {} },
    serverInfo: { name, version, ...(title === undefined || revision < '2025-06-18' ? {} : { title }) },
    ...(instructions === undefined ? {} : { instructions }),
  };
  return JSON.stringify(result);
}

function invalid(message: string): ToolgateError {
  return new ToolgateError('INVALID_PARAMS', message);
}
