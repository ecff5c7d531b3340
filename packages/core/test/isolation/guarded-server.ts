import type { Call, Server, ServerOptions } from '@toolgate/core';
import { z } from 'zod';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { type TestServer, testServer } from '../support/test-server.js';

export const ada = bearer('ada');
export const bob = bearer('bob');

export interface GuardedServer extends Omit<TestServer, 'server'> {
  readonly server: Server<'auth'>;
}

const label = { label: z.string() };
const name = { name: z.string() };

/** A server for two callers, with tools that send a caller's label everywhere a call can send something. */
export function guardedServer(options: Partial<ServerOptions> = {}): GuardedServer {
  const { server, clock, log } = testServer(options);
  const guarded = server
    .use(tokenAuth({ ada: ['ada', 'shared'], bob: ['bob', 'shared'] }))
    .tool('steps', { description: 'Reports', input: label }, (input, call) => {
      call.progress(1, 2, input.label);
      call.message('info', input.label);
      return input.label;
    })
    .tool('ask', { description: 'Asks the user', input: label }, async (input, call) => {
      const answer = await call.elicit('who', { message: `who is ${input.label}?`, form: name });
      return answer.action === 'accept' ? `${input.label} is ${answer.content.name}` : answer.action;
    })
    .tool('sample', { description: 'Asks the model', input: label }, async (input, call) => {
      const content = { type: 'text', text: input.label } as const;
      const { content: said } = await call.sample('model', { messages: [{ role: 'user', content }], maxTokens: 9 });
      return JSON.stringify(said);
    })
    .tool('roots', { description: 'Asks for folders' }, async (_input, call) => JSON.stringify(await folders(call)));
  return { server: guarded, clock, log };
}

async function folders(call: Call): Promise<readonly string[]> {
  return (await call.roots('folders')).map(({ uri }) => uri);
}
