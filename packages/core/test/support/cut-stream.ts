import { connect } from 'node:net';

/** Sends a request, reads so many bytes of what comes back and cuts the connection. Answers what was read of the body. */
export async function cutStream(port: number, request: string, bytes: number): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(request);
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk]);
    if (received.length >= bytes) break;
  }
  // Leaving the loop has destroyed the socket.
  return chunkedBody(received.subarray(0, bytes));
}

/** The body of a response in chunks (RFC 9112, 7.1), as far as it has come. */
function chunkedBody(response: Buffer): Buffer {
  const headEnd = response.indexOf('\r\n\r\n');
  const parts: Buffer[] = [];
  for (let at = headEnd < 0 ? response.length : headEnd + 4; ; ) {
    const lineEnd = response.indexOf('\r\n', at);
    if (lineEnd < 0) return Buffer.concat(parts);
    const size = Number.parseInt(response.subarray(at, lineEnd).toString('latin1'), 16);
    parts.push(response.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
