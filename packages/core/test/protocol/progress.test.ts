import { expect, test } from '@jest/globals';
import type { Call } from '@toolgate/core';
import { messagesOf, type SentMessage, toolCall } from '../support/messages.js';
import { testServer } from '../support/test-server.js';
import { openWire } from '../support/wire.js';

type Report = (call: Call) => unknown;

/** Everything sent for one call of a tool that does this. */
async function sent(report: Report, meta?: object): Promise<{ messages: SentMessage[]; type: string | null }> {
  const { server } = testServer();
  server.tool('work', { description: 'Works' }, async (_input, call) => {
    await report(call);
    return 'done';
  });
  const wire = await openWire(server);
  const response = await wire.post(toolCall('call', 'work', {}, meta));
  return { type: response.headers.get('content-type'), messages: await messagesOf(response) };
}

async function steps(report: Report): Promise<unknown[]> {
  const { messages } = await sent(report, { progressToken: 't' });
  return messages.slice(0, -1).map(({ params }) => params?.progress);
}

test.each([0, -3, '0', '', 'token', Number.MAX_SAFE_INTEGER])(
  'reports under the token %j, type and all, and ends with the answer',
  async (progressToken) => {
    const { messages, type } = await sent((call) => call.progress(1, 3, 'reading'), { progressToken });
    expect(type).toBe('text/event-stream');
    expect(messages).toEqual([
      {
        jsonrpc: '2.0',
        method: 'notifications/progress',
        params: { progressToken, progress: 1, total: 3, message: 'reading' },
      },
      { jsonrpc: '2.0', id: 'call', result: { content: [{ type: 'text', text: 'done' }] } },
    ]);
  },
);

test('leaves total and message out where there is none', async () => {
  const { messages } = await sent((call) => call.progress(0), { progressToken: 1 });
  expect(messages[0]?.params).toEqual({ progressToken: 1, progress: 0 });
});

test.each([
  ['without _meta', undefined],
  ['with an empty _meta', {}],
  ['with a token under another name', { ProgressToken: 1 }],
])('reports nothing %s, and answers in JSON', async (_what, meta) => {
  const { messages, type } = await sent((call) => call.progress(1), meta);
  expect(type).toBe('application/json');
  expect(messages).toMatchObject([{ id: 'call' }]);
});

test.each([null, 1.5, true, {}, [], 2 ** 53])('refuses the token %j', async (progressToken) => {
  const { messages } = await sent(() => undefined, { progressToken });
  expect(messages).toMatchObject([{ id: 'call', error: { code: -32602 } }]);
});

test('passes on what increases and nothing else', async () => {
  const reported = await steps((call) => {
    for (const value of [1, 1, 0, -1, 1.5, 1.5, 2, 1, Number.NaN, 3]) call.progress(value);
  });
  expect(reported).toEqual([1, 1.5, 2, 3]);
});

test('starts below zero where the tool does', async () => {
  const reported = await steps((call) => {
    for (const value of [-2, -1, 0]) call.progress(value);
  });
  expect(reported).toEqual([-2, -1, 0]);
});

test('never sends a number that JSON does not have', async () => {
  const { messages } = await sent(
    (call) => {
      call.progress(Number.NEGATIVE_INFINITY);
      call.progress(1, Number.POSITIVE_INFINITY);
      call.progress(2, Number.NaN);
      call.progress(Number.POSITIVE_INFINITY);
      call.progress(3);
    },
    { progressToken: 't' },
  );
  const params = messages.slice(0, -1).map((message) => message.params);
  expect(params).toEqual([1, 2, 3].map((progress) => ({ progressToken: 't', progress })));
});

test('keeps concurrent calls apart', async () => {
  const { server } = testServer();
  server.tool('work', { description: 'Works' }, async (_input, call) => {
    for (const value of [1, 2, 3]) {
      await Promise.resolve();
      call.progress(value);
    }
    return 'done';
  });
  const wire = await openWire(server);
  const tokens = ['a', 'b', 0, '0'];
  const responses = await Promise.all(
    tokens.map((progressToken, id) => wire.post(toolCall(id, 'work', {}, { progressToken }))),
  );
  for (const [id, response] of responses.entries()) {
    const messages = await messagesOf(response);
    expect(messages.slice(0, -1).map(({ params }) => params?.progressToken)).toEqual(Array(3).fill(tokens[id]));
    expect(messages.at(-1)).toMatchObject({ id });
  }
});

test('sends nothing after the answer, the error and the timeout', async () => {
  const { server, clock } = testServer();
  const late: Call[] = [];
  const keep = (call: Call) => {
    late.push(call);
    call.progress(1);
  };
  server.tool('answers', { description: 'Answers' }, (_input, call) => keep(call));
  server.tool('fails', { description: 'Fails' }, (_input, call) => {
    keep(call);
    throw new Error('no');
  });
  server.tool('hangs', { description: 'Hangs' }, (_input, call) => {
    keep(call);
    return new Promise<string>(() => undefined);
  });
  const wire = await openWire(server);
  const names = ['answers', 'fails', 'hangs'];
  const responses = await Promise.all(
    names.map((name, id) => wire.post(toolCall(id, name, {}, { progressToken: id }))),
  );
  const reading = Promise.all(responses.map(messagesOf));
  await clock.advance(60_000);
  for (const call of late) call.progress(2);
  const sentAll = await reading;
  expect(sentAll.map((messages) => messages.map(({ method }) => method))).toEqual(
    names.map(() => ['notifications/progress', undefined]),
  );
});

test('sends each report when it is made, not with the answer', async () => {
  const { server } = testServer();
  let finish: (value: string) => void = () => undefined;
  server.tool('work', { description: 'Works' }, (_input, call) => {
    call.progress(1);
    return new Promise<string>((resolve) => {
      finish = resolve;
    });
  });
  const wire = await openWire(server);
  const response = await wire.post(toolCall(1, 'work', {}, { progressToken: 1 }));
  const reader = response.body?.getReader();
  await reader?.read();
  const first = Buffer.from((await reader?.read())?.value ?? []).toString();
  expect(first).toContain('"progress":1');
  finish('done');
  const second = Buffer.from((await reader?.read())?.value ?? []).toString();
  expect(second).toContain('"text":"done"');
  expect((await reader?.read())?.done).toBe(true);
});

test('goes on when the reader of the stream has gone away', async () => {
  const { server, log } = testServer();
  let finish: (value: string) => void = () => undefined;
  let signal: AbortSignal | undefined;
  server.tool('work', { description: 'Works' }, async (_input, call) => {
    signal = call.signal;
    call.progress(1);
    const text = await new Promise<string>((resolve) => {
      finish = resolve;
    });
    call.progress(2);
    return text;
  });
  const wire = await openWire(server);
  const response = await wire.post(toolCall(1, 'work', {}, { progressToken: 1 }));
  await response.body?.cancel();
  expect(signal?.aborted).toBe(false);
  finish('nobody hears');
  expect((await wire.call('echo')).result?.content[0]?.text).toBe('echo');
  expect(log.records).toEqual([]);
});
