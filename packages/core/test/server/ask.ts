import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { type CallToolResult, CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';

/** Calls a tool with the official client, and reads the result by the SDK's own schema. */
export async function ask(client: Client, name: string, input: Record<string, unknown> = {}): Promise<CallToolResult> {
  return CallToolResultSchema.parse(await client.callTool({ name, arguments: input }));
}

/** Text of the first block of a result. Throws for a result that begins with anything else. */
export function textOf({ content: [first] }: CallToolResult): string {
  if (first?.type === 'text') return first.text;
  throw new Error(`The result begins with ${first?.type ?? 'nothing'}, not with text.`);
}

/** What a tool answers, as text. */
export async function askText(client: Client, name: string, input?: Record<string, unknown>): Promise<string> {
  return textOf(await ask(client, name, input));
}
