/** One message of an event stream (HTML, 9.2). JSON text has no line break, so one data line carries it. */
export function sseEvent(text: string): string {
  return `event: message\ndata: ${text}\n\n`;
}

/** The same with an id, after which the stream can be resumed; without text it only tells the id. */
export function sseEventWithId(id: string, text: string): string {
  return text === '' ? `id: ${id}\ndata: \n\n` : `event: message\nid: ${id}\ndata: ${text}\n\n`;
}
