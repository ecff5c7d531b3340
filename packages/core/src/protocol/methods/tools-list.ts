import type { ToolDescriptor } from '../../operation/tool/tool-descriptor.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import type { MethodRequest } from '../method.js';
import type { Revision } from '../revisions.js';

const descriptors: Readonly<Record<Revision, keyof ToolDescriptor>> = {
  '2025-11-25': 'current',
  '2025-06-18': 'june2025',
  '2025-03-26': 'march2025',
  '2024-11-05': 'november2024',
};

/** `tools/list`: the tools this caller may use, a page at a time. */
export function toolsList({ runtime, message, connection, revision }: MethodRequest): string {
  const offset = decodeCursor('tools', message.params.cursor);
  const end = offset + runtime.limits.page;
  const descriptor = descriptors[revision];
  const page: string[] = [];
  let position = 0;
  for (const tool of runtime.tools.all()) {
    if (!runtime.access.allows(tool.operation, connection.caller)) continue;
    if (position === end) return `{"tools":[${page.join(',')}],"nextCursor":"${encodeCursor('tools', end)}"}`;
    if (position >= offset) page.push(tool.descriptor[descriptor]);
    position++;
  }
  return `{"tools":[${page.join(',')}]}`;
}
