import { MessageError, type MessageText } from './parse-message.js';

/** Messages in one batch at the most. */
const maxMessages = 100;

const quote = 34;
const comma = 44;
const backslash = 92;

/** Whether a text is a JSON array. */
export function isBatch({ text }: MessageText): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 32) return code === 91;
  }
  return false;
}

/** The texts of the messages of a batch (MCP 2025-03-26), each to be parsed by itself. Throws a MessageError for no array, an empty one, or too many. */
export function splitBatch({ text }: MessageText): readonly MessageText[] {
  const start = text.indexOf('[') + 1;
  const end = text.lastIndexOf(']');
  if (end < start || text.slice(end + 1).trim() !== '') {
    throw new MessageError('PARSE_ERROR', 'The batch is not valid JSON.');
  }
  const messages: MessageText[] = [];
  for (let from = start; from <= end; ) {
    const to = elementEnd(text, from, end);
    if (messages.length === maxMessages) {
      throw new MessageError('INVALID_REQUEST', `A batch has at most ${maxMessages} messages.`);
    }
    const element = text.slice(from, to);
    messages.push({ text: element, bytes: Buffer.byteLength(element) });
    from = to + 1;
  }
  if (messages.length === 1 && messages[0]?.text.trim() === '') {
    throw new MessageError('INVALID_REQUEST', 'The batch is empty.');
  }
  return messages;
}

/** Where the element that begins at `from` ends: at the next comma that is in no string, object or list. */
function elementEnd(text: string, from: number, end: number): number {
  let depth = 0;
  let inString = false;
  for (let index = from; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) inString = !inString;
    else if (inString) index += code === backslash ? 1 : 0;
    else if (code === comma && depth === 0) return index;
    // { and [, } and ]
    else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth--;
  }
  return end;
}
