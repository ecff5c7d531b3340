/** Any message a server sends. */
export interface SentMessage {
  readonly jsonrpc: string;
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: { readonly code: string } };
}

/** Every message of a body, be it one JSON text or the events of a stream. */
export async function messagesOf(response: Response): Promise<SentMessage[]> {
  const text = await response.text();
  if (response.headers.get('content-type') !== 'text/event-stream') return text === '' ? [] : [JSON.parse(text)];
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: ') && line !== 'data: ')
    .map((line) => JSON.parse(line.slice('data: '.length)));
}

/** Status and JSON-RPC code of a refusal: `[400, -32600]`; the code is undefined for a result. */
export async function verdict(response: Response): Promise<[status: number, code: number | undefined]> {
  const [message] = await messagesOf(response);
  return [response.status, message?.error?.code];
}

/** A `tools/call` of `echo`, or of another tool. */
export const toolCall = (id: unknown, name = 'echo', input: object = {}, meta?: object) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: input, ...(meta === undefined ? {} : { _meta: meta }) },
});

export const ping = (id: unknown = 1) => ({ jsonrpc: '2.0', id, method: 'ping' });

export const cancelled = (requestId: unknown, reason?: string) => ({
  jsonrpc: '2.0',
  method: 'notifications/cancelled',
  params: { requestId, reason },
});
