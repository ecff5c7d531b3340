import type { Era, TransportName } from '../identity/caller.js';

export type RequestId = string | number;

export interface RequestMessage {
  readonly kind: 'request';
  /** Size on the wire. */
  readonly bytes: number;
  readonly id: RequestId;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface NotificationMessage {
  readonly kind: 'notification';
  /** Size on the wire. */
  readonly bytes: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface ResponseMessage {
  readonly kind: 'response';
  /** Size on the wire. */
  readonly bytes: number;
  readonly id: RequestId | undefined;
  readonly result: Readonly<Record<string, unknown>> | undefined;
  readonly error: { readonly code: number; readonly message: string } | undefined;
}

/** A JSON-RPC message whose envelope has been checked. */
export type JsonRpcMessage = RequestMessage | NotificationMessage | ResponseMessage;

/** What a plugin's `receive` sees of a message. */
export interface Message {
  /** Undefined for a client's response to a request of ours. */
  readonly method: string | undefined;
  /** Undefined for notifications. */
  readonly id: RequestId | undefined;
  /** Size of the message on the wire. */
  readonly bytes: number;
  readonly era: Era;
  readonly transport: TransportName;
}
