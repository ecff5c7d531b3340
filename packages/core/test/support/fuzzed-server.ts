import { z } from 'zod';
import { type TestServer, testServer } from './test-server.js';

/** A server with something of everything, and a tool that fails with the word `hunter2`. Nothing on it takes long. */
export function fuzzedServer(): TestServer {
  const test = testServer({ limits: { body: 4_096 } });
  const { server } = test;
  const shape = { list: z.array(z.unknown()).optional(), choice: z.enum(['a', 'b']), nested: z.looseObject({}) };
  server.tool('typed', { description: 'Typed', input: shape }, (input) => input);
  server.tool('throws', { description: 'Throws' }, () => {
    throw new Error('hunter2');
  });
  server.tool('steps', { description: 'Reports' }, (_input, call) => {
    for (let step = 0; step < 3; step++) call.progress(step);
    call.message('info', { done: true });
    return 'done';
  });
  server.tool('ask', { description: 'Asks' }, async (_input, call) => {
    const { action } = await call.elicit('name', { message: 'Who?', form: { name: z.string() } });
    return action;
  });
  const region = z.string().meta({ 'x-mcp-header': 'Region' });
  server.tool('weather', { description: 'Weather', input: { region } }, ({ region: where }) => `sun in ${where}`);
  server.tool('work', { description: 'Works', task: 'optional' }, () => 'worked');
  server.resource('page', { template: 'test://page/{number}' }, ({ number }) => number);
  const complete = { who: () => ['Ada'] };
  server.prompt('greet', { arguments: { who: z.string() }, complete }, ({ who }) => `Hello ${who}`);
  return test;
}
