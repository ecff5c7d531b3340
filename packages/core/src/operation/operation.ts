import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { OperationOptions } from '../plugin/operation-options.js';

export type OperationKind = 'tool' | 'resource' | 'prompt';

/** What a client can invoke, as plugins see it. */
export interface Operation {
  readonly kind: OperationKind;
  /** Unique in a server, over all kinds. */
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** Hints for clients; caches and retries obey them too. Empty when none were given; resources and prompts are read-only. */
  readonly annotations: ToolAnnotations;
  /** Plugin options, each checked by the plugin that offers it. */
  readonly options: OperationOptions;
  /** Milliseconds one attempt of the handler may take. */
  readonly timeoutMs: number;
}
