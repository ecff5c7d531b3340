import type { LoggingLevel } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { Arrivals } from '../../support/arrivals.js';
import type { User } from './user.js';

export interface LogLine {
  readonly level: string;
  readonly logger: string | undefined;
  readonly data: unknown;
}

/** What a server tells without being asked. */
export class Inbox {
  readonly logs = new Arrivals<LogLine>();
  /** URIs of resources that read differently. */
  readonly updates = new Arrivals<string>();
  /** Lists that changed: `tools`, `prompts`, `resources`. */
  readonly changes = new Arrivals<string>();
}

export interface ProgressReport {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}

export interface CallOptions {
  readonly onprogress?: (report: ProgressReport) => void;
  readonly signal?: AbortSignal;
}

const answerShape = z.object({
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});

/** How a tool answered. */
export interface ToolAnswer extends z.infer<typeof answerShape> {
  /** Of the first block. */
  readonly text: string | undefined;
}

export function toolAnswer(result: unknown): ToolAnswer {
  const answer = answerShape.parse(result);
  return { ...answer, text: answer.content[0]?.text };
}

/** Ends a subscription. */
export type Stop = () => Promise<void>;

/** What both official clients do with the same words. */
interface CommonClient {
  listTools(): Promise<{ readonly tools: readonly { readonly name: string }[] }>;
  listPrompts(): Promise<{ readonly prompts: readonly { readonly name: string }[] }>;
  listResources(): Promise<{ readonly resources: readonly { readonly uri: string }[] }>;
  listResourceTemplates(): Promise<{ readonly resourceTemplates: readonly { readonly uriTemplate: string }[] }>;
  readResource(params: { uri: string }): Promise<{ readonly contents: readonly object[] }>;
  getPrompt(params: {
    name: string;
    arguments?: Record<string, string>;
  }): Promise<{ readonly messages: readonly object[] }>;
  complete(params: {
    ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
    argument: { name: string; value: string };
  }): Promise<{ readonly completion: { readonly values: readonly string[] } }>;
  getServerCapabilities(): object | undefined;
  getServerVersion(): object | undefined;
  getInstructions(): string | undefined;
  close(): Promise<void>;
}

/** What v1 and v2, and the two eras, do each in its own way. */
export interface TestClient {
  readonly era: '2025' | '2026';
  readonly official: CommonClient;
  readonly user: User;
  readonly inbox: Inbox;
  call(name: string, input?: Record<string, unknown>, options?: CallOptions): Promise<ToolAnswer>;
  /** From now on log messages of this level and above arrive. */
  logFrom(level: LoggingLevel): Promise<void>;
  follow(uri: string): Promise<Stop>;
  followLists(): Promise<Stop>;
}
