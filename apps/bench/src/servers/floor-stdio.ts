import { createInterface } from 'node:readline';
import { echoAnswer } from './parts/echo-answer.js';

// What any server on stdio must do: a line of JSON in, a line of JSON out for what asks for an answer.
createInterface({ input: process.stdin }).on('line', (line) => {
  const message = JSON.parse(line);
  if (message.id !== undefined) process.stdout.write(`${JSON.stringify(echoAnswer(message))}\n`);
});
