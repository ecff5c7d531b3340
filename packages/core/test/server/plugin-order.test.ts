import { expect, it } from '@jest/globals';
import type { Handler, Plugin, Server, Stage } from '@toolgate/core';
import { openWire } from '../support/wire.js';
import { plainServer } from './plain-server.js';

type Step = (server: Server) => Server;

const stages: readonly Stage[] = ['observe', 'limit', 'cache', 'guard', 'handler'];

/** Notes its name on the way in and on the way out, in the text of the result. */
function noting(name: string, stage: Stage): Plugin {
  const wrap =
    (next: Handler): Handler =>
    async (call) => {
      const result = await next(call);
      const [inner] = 'content' in result ? result.content : [];
      const text = inner?.type === 'text' ? `${name}(${inner.text})` : '';
      return { content: [{ type: 'text', text }] };
    };
  return { name, stage, wrap };
}

const tool: Step = (server) => server.tool('work', { description: 'Works' }, () => 'done');

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

async function answer(server: Server): Promise<string | undefined> {
  const wire = await openWire(server);
  return (await wire.call('work')).result?.content[0]?.text;
}

it('builds the same chain and gives the same answer in every order of .use() and .tool()', async () => {
  const steps: Step[] = [
    ...stages.map(
      (stage): Step =>
        (server) =>
          server.use(noting(stage, stage)),
    ),
    tool,
  ];
  const orders = permutations(steps);
  const chains = new Set<string>();
  const answers = new Set<string | undefined>();
  for (const order of orders) {
    const server = order.reduce((built, step) => step(built), plainServer());
    chains.add(
      server
        .explain('work')
        .steps.map(({ stage, plugin }) => `${stage}/${plugin}`)
        .join(' '),
    );
    answers.add(await answer(server));
  }
  expect(orders).toHaveLength(720);
  expect([...chains]).toEqual([
    'allowed/core deadline/core observe/observe limit/limit input/core cache/cache guard/guard timeout/core handler/handler call/core',
  ]);
  expect([...answers]).toEqual(['observe(limit(cache(guard(handler(done)))))']);
});

it('keeps the order of .use() inside a stage', async () => {
  const server = plainServer()
    .use(noting('second-stage', 'limit'))
    .use(noting('first', 'observe'))
    .use(noting('second', 'observe'));
  expect(await answer(tool(server))).toBe('first(second(second-stage(done)))');
});

it('keeps the order of .use() inside a stage wherever other stages come between', async () => {
  const server = plainServer()
    .use(noting('b', 'guard'))
    .use(noting('outer', 'observe'))
    .use(noting('a', 'guard'))
    .use(noting('inner', 'handler'))
    .use(noting('c', 'guard'));
  expect(await answer(tool(server))).toBe('outer(b(a(c(inner(done)))))');
});

it('checks the input between limit and cache, so that caches and guards see valid input only', async () => {
  const seen: string[] = [];
  const looking = (stage: Stage): Plugin => ({
    name: stage,
    stage,
    wrap: (next) => (call) => {
      seen.push(`${stage} ${JSON.stringify(call.input)}`);
      return next(call);
    },
  });
  const server = stages.reduceRight((built, stage) => built.use(looking(stage)), plainServer());
  const schema = { type: 'object', properties: { n: { type: 'number' } } } as const;
  server.tool('work', { description: 'Works', input: schema }, () => 'done');
  const wire = await openWire(server);
  expect((await wire.call('work', { n: 'seven' })).result?.isError).toBe(true);
  expect(seen).toEqual(['observe {"n":"seven"}', 'limit {"n":"seven"}']);
});
