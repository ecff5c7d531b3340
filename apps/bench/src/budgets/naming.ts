import { messageOf } from '../program/message-of.js';
import type { Row } from '../rows/row.js';

/** The same outcome; a rejection says which row it is about. */
export async function naming<Result>({ name }: Pick<Row, 'name'>, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    throw new Error(`${name}: ${messageOf(cause)}`, { cause });
  }
}
