interface EchoCall {
  readonly id?: unknown;
  readonly params?: { readonly arguments?: { readonly text?: unknown } };
}

/** What a call of `echo` is answered with. */
export function echoAnswer({ id, params }: EchoCall): object {
  return { jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: params?.arguments?.text ?? '' }] } };
}
