import { createServer } from 'node:http';
import { announce } from './parts/announce.js';
import { echoAnswer } from './parts/echo-answer.js';

// What any JSON server must do: read the body, parse it, answer with a content-length over a kept connection.
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.stringify(echoAnswer(JSON.parse(Buffer.concat(chunks).toString())));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  announce(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/mcp`);
});
