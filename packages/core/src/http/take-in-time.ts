import { untilEnd } from '../call/until-end.js';
import { takeMessage } from '../protocol/answer.js';
import type { Connection } from '../protocol/connection.js';
import type { NotificationMessage, ResponseMessage } from '../protocol/json-rpc-message.js';
import type { Finish, HttpExchange } from './http-exchange.js';

/** Takes what has no answer, unless the request ends before the plugins have looked at it. */
export async function takeInTime(
  { runtime, response, lifetime }: HttpExchange,
  message: NotificationMessage | ResponseMessage,
  connection: Connection,
): Promise<Finish> {
  await untilEnd(lifetime, takeMessage(runtime, message, connection));
  return () => response.send(202, [], '');
}
