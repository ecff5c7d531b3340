import { type Call, createServer, type Plugin, type Server, ToolError } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { z } from 'zod';
import { authenticating, principal } from '../../identity/token-auth.js';
import { quietLog } from '../../support/quiet-log.js';
import { groupName, groups, identity } from './canaries.js';

const input = { label: z.string(), pause: z.number() };

/** Waits for so many turns of the event loop, in which others go on. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}

const by = ({ principal: caller }: Call): string => String(caller?.name);
const limits = { inFlight: 20_000, sessions: 50_000, streams: 50_000 } as const;

/** Bearer values are the names of principals, each of which may use what its group may. */
function auth(clients: number): Plugin<'auth'> {
  const known = Array.from({ length: clients }, (_value, index) => identity(index));
  const principals = new Map(
    known.map(({ name, group }) => [name, principal(name, { permissions: [group, `file.${name}`] })]),
  );
  return authenticating('tokens', async ({ value }) => {
    // Some are known only a moment later.
    await turns(value.length % 3);
    return principals.get(value);
  });
}

/** A server that sends the label of a call wherever a call can send something, for so many clients. */
export function stormServer(clients: number): Server<'auth'> {
  const server = createServer({
    name: 'storm',
    version: '1.0.0',
    clock: fakeClock(),
    log: quietLog(),
    legacySse: true,
    limits,
  })
    .use(auth(clients))
    .tool('mix', { description: 'Says everything', input }, async ({ label, pause }, call) => {
      call.progress(1, 2, `${label} ${by(call)}`);
      await turns(pause);
      call.message('error', { label, by: by(call) });
      // All who subscribed to it, and may read it, hear of it.
      server.notify.resourceUpdated(`file:${by(call)}`);
      return `${label} ${by(call)}`;
    })
    .tool('ask', { description: 'Asks', input }, ({ label, pause }, call) => ask(label, pause, call))
    .tool('task', { description: 'Asks later', input, task: 'optional' }, async ({ label, pause }, call) => {
      await turns(pause);
      await call.background();
      return ask(label, pause, call);
    })
    .tool('sample', { description: 'Asks the model', input }, async ({ label, pause }, call) => {
      await turns(pause);
      const content = { type: 'text', text: label } as const;
      const said = await call.sample('who', { messages: [{ role: 'user', content }], maxTokens: 9 });
      return `${label} ${by(call)} ${JSON.stringify(said.content)}`;
    })
    .tool('fail', { description: 'Fails', input }, async ({ label, pause }, call) => {
      await turns(pause);
      throw new ToolError('FAILED', `${label} ${by(call)} failed`);
    })
    .resource(
      'note',
      { template: 'note:///{label}/{pause}', description: 'A note' },
      async ({ label, pause }, call) => {
        await turns(Number(pause));
        return `${label} ${by(call)}`;
      },
    )
    .prompt(
      'say',
      {
        description: 'Says it',
        arguments: { label: z.string() },
        complete: { label: (value, { caller }) => [`${value} ${caller.principal?.name}`] },
      },
      async ({ label }, call) => {
        await turns(label.length % 4);
        return `${label} ${by(call)}`;
      },
    );
  addOwned(server, clients);
  return server;
}

async function ask(label: string, pause: number, call: Call): Promise<string> {
  call.progress(1, 2, label);
  await turns(pause);
  const made = await call.once('made', () => `${label} ${by(call)}`);
  const answer = await call.elicit('who', { message: `${label} ${by(call)}`, form: { name: z.string() } });
  await turns(pause);
  return `${made} ${answer.action === 'accept' ? answer.content.name : answer.action}`;
}

/** A tool of each group, and a file of each principal. */
function addOwned(server: Server<'auth'>, clients: number): void {
  for (let group = 0; group < groups; group++) {
    const name = groupName(group);
    server.tool(`tool-of-${name}`, { description: name, permissions: name }, () => name);
  }
  for (let index = 0; index < clients; index += 2) {
    const { name } = identity(index);
    server.resource(name, { uri: `file:${name}`, description: 'A file', permissions: `file.${name}` }, () => name);
  }
}
