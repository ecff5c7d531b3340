import type { Access } from '../../identity/access.js';
import type { CompiledOperation } from '../../operation/compiled-operation.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import type { MethodRequest } from '../method.js';
import type { Revision } from '../revisions.js';
import { PreparedLists } from './prepared-lists.js';
import { visibilityKey } from './visibility.js';

export interface OperationListOptions<Entry extends CompiledOperation> {
  /** Key of the list in its result: `"tools"`. */
  readonly key: string;
  /** What is listed, in order: the same array until something changes. */
  readonly entries: () => readonly Entry[];
  /** JSON text of an entry. */
  readonly text: (entry: Entry, revision: Revision) => string;
  readonly access: Access;
  readonly pageSize: number;
}

/** One list of operations. Its text is written once for all callers who may see the same, and again after a change. */
export class OperationList<Entry extends CompiledOperation = CompiledOperation> {
  readonly #options: OperationListOptions<Entry>;
  readonly #prepared = new PreparedLists();
  #entries: readonly Entry[] = [];

  constructor(options: OperationListOptions<Entry>) {
    this.#options = options;
  }

  /** Text of the result of a list method. Throws INVALID_PARAMS for a cursor that is not of this list. */
  page(request: MethodRequest): string {
    const { key, access } = this.#options;
    const { message, connection, revision } = request;
    const offset = decodeCursor(key, message.params.cursor);
    const entries = this.#current();
    const mayAll = access.unlimited;
    const may = ({ operation }: CompiledOperation): boolean => access.shows(operation, connection.caller);
    const visible = mayAll ? undefined : entries.map(may);
    const audience = visible === undefined ? '*' : visibilityKey(entries.length, (index) => visible[index] === true);
    return this.#prepared.get(`${revision} ${offset} ${audience}`, () => {
      const seen = visible === undefined ? entries : entries.filter((_entry, index) => visible[index]);
      return this.#write(seen, offset, request);
    });
  }

  /** A change makes a new array, and all that was prepared from the old one is forgotten. */
  #current(): readonly Entry[] {
    const entries = this.#options.entries();
    if (entries === this.#entries) return entries;
    this.#prepared.clear();
    this.#entries = entries;
    return entries;
  }

  #write(seen: readonly Entry[], offset: number, { runtime, revision, connection }: MethodRequest): string {
    const { key, text, pageSize } = this.#options;
    const page = seen.slice(offset, offset + pageSize).map((entry) => text(entry, revision));
    const end = offset + pageSize;
    const next = end < seen.length ? `,"nextCursor":${JSON.stringify(encodeCursor(key, end))}` : '';
    const list = `"${key}":[${page.join(',')}]${next}`;
    if (connection.envelope === undefined) return `{${list}}`;
    return runtime.modern.complete(`{${list},"ttlMs":0,"cacheScope":"private"}`);
  }
}
