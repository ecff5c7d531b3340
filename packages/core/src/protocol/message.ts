import type { Era, TransportName } from '../identity/caller.js';

export type RequestId = string | number;

export interface RequestMessage {
  readonly kind: 'request';
  readonly id: RequestId;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface NotificationMessage {
  readonly kind: 'notification';
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface ResponseMessage {
  readonly kind: 'response';
  readonly id: RequestId | undefined;
}

/** A JSON-RPC message whose envelope has been checked. */
export type IncomingMessage = RequestMessage | NotificationMessage | ResponseMessage;

/** What a plugin's `receive` sees of a message. */
export interface Message {
  /** Undefined for a client's response to a request of ours. */
  readonly method: string | undefined;
  /** Undefined for notifications. */
  readonly id: RequestId | undefined;
  /** Size of the message's text in UTF-16 units, an upper bound within a factor of three of its bytes. */
  readonly length: number;
  readonly era: Era;
  readonly transport: TransportName;
}
