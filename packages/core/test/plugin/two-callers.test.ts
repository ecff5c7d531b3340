import { expect, it } from '@jest/globals';
import type { Plugin } from '@toolgate/core';
import { connect } from '@toolgate/testing';
import { bearer, tokenAuth } from '../identity/token-auth.js';
import { askText } from '../server/ask.js';
import { plainServer } from '../server/plain-server.js';

/** Lets callers pass only in pairs, so that the calls of both are certain to overlap. */
function meeting(): () => Promise<void> {
  let arrive: (() => void) | undefined;
  return () =>
    new Promise<void>((resolve) => {
      if (arrive === undefined) arrive = resolve;
      else {
        arrive();
        arrive = undefined;
        resolve();
      }
    });
}

it('keeps the calls of two callers apart in every link of the chain', async () => {
  const met = meeting();
  const inWrapper = meeting();
  const remembering: Plugin = {
    name: 'remembering',
    stage: 'guard',
    wrap: (next) => async (call) => {
      const before = call.principal?.name;
      await inWrapper();
      const result = await next(call.derive({ signal: new AbortController().signal }));
      const [block] = 'content' in result ? result.content : [];
      const inner = block?.type === 'text' ? block.text : '';
      return { content: [{ type: 'text', text: `${before}/${call.principal?.name}/${inner}` }] };
    },
  };
  const server = plainServer()
    .use(tokenAuth({ ada: ['a'], bob: ['b'] }))
    .use(remembering)
    .tool('who', { description: 'x', input: { type: 'object' } }, async ({ n }, call) => {
      await met();
      return `${call.principal?.name} ${call.input.n} ${n}`;
    });
  const ada = await connect(server, { headers: bearer('ada') });
  const bob = await connect(server, { headers: bearer('bob') });
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all([
      askText(ada, 'who', { n: `a${round}` }),
      askText(bob, 'who', { n: `b${round}` }),
    ]);
    expect(answers).toEqual([`ada/ada/ada a${round} a${round}`, `bob/bob/bob b${round} b${round}`]);
  }
});

it('gives two calls of one caller at the same moment inputs, ids and signals of their own', async () => {
  const met = meeting();
  const signals: AbortSignal[] = [];
  const server = plainServer().tool('work', { description: 'x', input: { type: 'object' } }, async ({ n }, call) => {
    signals.push(call.signal);
    await met();
    return `${n} ${call.requestId}`;
  });
  const client = await connect(server);
  const [one, two] = await Promise.all([askText(client, 'work', { n: 1 }), askText(client, 'work', { n: 2 })]);
  expect(one.startsWith('1 ')).toBe(true);
  expect(two.startsWith('2 ')).toBe(true);
  expect(one.slice(2)).not.toBe(two.slice(2));
  expect(signals[0]).not.toBe(signals[1]);
});
