import type { Icon } from '@modelcontextprotocol/sdk/types.js';
import { metaKeys } from './modern-revision.js';

/** Who the server is, as every result of 2026-07-28 says. */
export interface ServerIdentity {
  readonly name: string;
  readonly version: string;
  readonly title?: string | undefined;
  readonly icons?: readonly Icon[] | undefined;
}

type Meta = Readonly<Record<string, unknown>>;

/** Writes what MCP 2026-07-28 wants on results: their type, and who answers. */
export class ModernResults {
  readonly #meta: Meta;
  readonly #tail: string;

  constructor(identity: ServerIdentity) {
    this.#meta = { [metaKeys.serverInfo]: identity };
    this.#tail = `"resultType":"complete","_meta":${JSON.stringify(this.#meta)}}`;
  }

  /** Text of a complete result; `text` is that of an object without `_meta`. */
  complete(text: string): string {
    return text === '{}' ? `{${this.#tail}` : `${text.slice(0, -1)},${this.#tail}`;
  }

  /** The `_meta` of a result that has some of its own. */
  meta(own: Meta | undefined): Meta {
    return own === undefined ? this.#meta : { ...own, ...this.#meta };
  }
}
