import { ToolgateError } from '../errors/toolgate-error.js';
import { isLegacyRevision, type LegacyRevision, legacyRevisions } from '../protocol/revisions.js';
import type { IncomingHttp } from './http-request.js';

/** What `MCP-Protocol-Version` names; undefined where it is not sent. Throws BAD_REQUEST for a revision without sessions, or none. */
export function headerRevision(request: IncomingHttp): LegacyRevision | undefined {
  const revision = request.header('mcp-protocol-version');
  if (revision === undefined || isLegacyRevision(revision)) return revision;
  throw new ToolgateError('BAD_REQUEST', `MCP-Protocol-Version must be one of ${legacyRevisions.join(', ')}.`);
}
