/** A POST whose id changes with every sending and whose length does not. */
export interface WireRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** The body up to its id, which has ten digits. */
  readonly before: string;
  readonly after: string;
  readonly expects: Expectation;
}

/** What a right answer has, besides the status 200. */
export interface Expectation {
  /** A text in it. */
  readonly text: string;
  /** A text in its last 300 characters. */
  readonly end: string;
  /** Characters it has at the least. */
  readonly length: number;
  /** Messages of its event stream, exactly; undefined where that does not matter. */
  readonly events?: number | undefined;
}

/** Ids start above this: ten digits, for whatever number of requests. */
export const firstId = 1_000_000_000;

/** Makes a request of a JSON-RPC message without an id. */
export function wireRequest(
  headers: Readonly<Record<string, string>>,
  message: { readonly method: string; readonly params: object },
  expects: Expectation,
): WireRequest {
  const { method, params } = message;
  return {
    headers,
    before: '{"jsonrpc":"2.0","id":',
    after: `,"method":${JSON.stringify(method)},"params":${JSON.stringify(params)}}`,
    expects,
  };
}

/** The whole body, as the load generators send it. */
export function bodyOf({ before, after }: WireRequest, id: number): string {
  return `${before}${id}${after}`;
}

/** Whether an answer is the one expected, as cheap as it can be seen. */
export function isExpected({ text, end, length, events }: Expectation, status: number, body: string): boolean {
  if (status !== 200 || body.length < length || !body.includes(text) || !body.includes(end, body.length - 300)) {
    return false;
  }
  return events === undefined || body.split('data: {').length - 1 === events;
}
