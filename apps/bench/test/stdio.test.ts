import { afterAll, expect, test } from '@jest/globals';
import { StdioConversation } from '../src/load/stdio-conversation.js';
import { Children } from '../src/process/children.js';
import { programPath } from '../src/process/program-path.js';
import { echoRequest } from '../src/request/conversation.js';
import { firstId } from '../src/request/wire-request.js';

const children = new Children();
afterAll(() => children.end());

function converse(program: string): StdioConversation {
  const command = [process.execPath, programPath(program)];
  return conversationOf(command);
}

function conversationOf(command: readonly string[]): StdioConversation {
  return new StdioConversation(children.start(command, { env: { STDIO: '1' }, input: true }));
}

const request = echoRequest({ era: '2025-11-25', headers: {} }, 'hello');

test.each(['servers/floor-stdio', 'servers/toolgate'])('%s answers every message over stdio', async (program) => {
  const conversation = converse(program);
  await conversation.open();
  const { requests, errors, fault } = await conversation.load(request, 0.1, firstId);
  expect({ errors, fault }).toEqual({ errors: 0, fault: undefined });
  expect(requests).toBeGreaterThanOrEqual(64);
});

test('a wrong answer over stdio is an error', async () => {
  const conversation = converse('servers/floor-stdio');
  await conversation.open();
  const wanting = { ...request, expects: { text: 'goodbye', end: '', length: 1 } };
  const { requests, errors, fault } = await conversation.load(wanting, 0.05, firstId);
  expect(errors).toBe(requests);
  expect(fault).toContain('"text":"hello"');
});

test('a server that ends is an error, with what it complained of', async () => {
  const dying = conversationOf([process.execPath, '-e', 'console.error("no luck"); process.exit(3)']);
  await expect(dying.open()).rejects.toThrow('The server on stdio has ended. no luck');
  await expect(dying.load(request, 1, firstId)).rejects.toThrow('no luck');
});
