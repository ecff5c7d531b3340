import { createServer } from 'node:http';
import { chunk, chunks } from '../toolgate/stream-size.js';
import { announce } from './parts/announce.js';

// The same events as a tool that sends log messages, made and written one by one.
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { id } = JSON.parse(Buffer.concat(parts).toString());
    const event = (message: object): string => `event: message\ndata: ${JSON.stringify(message)}\n\n`;
    const params = { level: 'info', logger: 'stream', data: chunk };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let sent = 0; sent < chunks; sent += 1) {
      response.write(event({ jsonrpc: '2.0', method: 'notifications/message', params }));
    }
    response.end(event({ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: 'streamed' }] } }));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  announce(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/mcp`);
});
