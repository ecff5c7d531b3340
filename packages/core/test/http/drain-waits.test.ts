import { describe, expect, it } from '@jest/globals';
import { memoryTaskStore } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { accepted, askingCall } from '../support/asking-call.js';
import { heldTool } from '../support/held-tool.js';
import { modernWire, nextRound, taskable } from '../support/modern-wire.js';
import { type TestServer, testServer } from '../support/test-server.js';

const nothing = { completed: 0, aborted: 0, leftOpen: 0, byPlugin: {} };

describe('a call that waits for its client when the server drains', () => {
  const ask = (call: Parameters<Parameters<typeof askingCall>[0]>[0]) =>
    call.elicit('ok', { message: 'Fine?', form: {} });

  it('gets the answer, and completes', async () => {
    const { server, clock, reader, answer } = await askingCall(ask);
    const question = await reader.message();
    const closed = server.close();
    expect((await answer(question, accepted())).status).toBe(202);
    expect(await reader.messages()).toMatchObject([
      { id: 'call', result: { content: [{ text: '{"action":"accept","content":{}}' }] } },
    ]);
    await clock.advance(1_000);
    expect(await closed).toMatchObject({ completed: 1, aborted: 0 });
  });

  it('ends with an error at the deadline, and takes its question back', async () => {
    const { server, clock, reader } = await askingCall(ask);
    const question = await reader.message();
    const closed = server.close({ deadline: '5s' });
    await clock.advance(5_000);
    expect(await reader.messages()).toMatchObject([
      { method: 'notifications/cancelled', params: { requestId: question?.id } },
      { id: 'call', result: { isError: true, content: [{ text: 'The server is shutting down.' }] } },
    ]);
    expect(await closed).toMatchObject({ completed: 0, aborted: 1 });
  });

  it('has been answered on the 2026 wire, and its next round is for another server', async () => {
    const { server, clock } = testServer();
    server.tool('ask', { description: 'Asks' }, async (_input, call) => JSON.stringify(await ask(call)));
    const wire = modernWire(server, { capabilities: { elicitation: {} } });
    const round = await wire.call('ask');
    expect(round.result).toMatchObject({ resultType: 'input_required' });
    const closed = server.close();
    const next = { name: 'ask', ...nextRound(round, { ok: { action: 'accept', content: {} } }) };
    expect((await wire.send('tools/call', next)).status).toBe(503);
    await clock.advance(1_000);
    expect(await closed).toEqual(nothing);
  });
});

describe('a task', () => {
  async function running(store = memoryTaskStore({ clock: fakeClock() })) {
    const { server, clock }: TestServer = testServer({ tasks: { store } });
    const calls = heldTool({
      tool: (name, options, handler) => server.tool(name, { ...options, task: 'required' }, handler),
    });
    const { result } = await modernWire(server, { capabilities: taskable }).call('hold');
    return { server, clock, store, taskId: String(result?.taskId), held: await calls.next() };
  }

  it('is waited for, and its result is kept', async () => {
    const { server, clock, store, taskId, held } = await running();
    const closed = server.close();
    held.release('done');
    await clock.advance(1_000);
    expect(await closed).toEqual({ ...nothing, completed: 1 });
    expect(await store.get(taskId)).toMatchObject({ status: 'completed', result: { content: [{ text: 'done' }] } });
  });

  it('ends with an error at the deadline, which whoever asks another server learns', async () => {
    const { server, clock, store, taskId, held } = await running();
    const closed = server.close({ deadline: '5s' });
    await clock.advance(5_000);
    expect(held.call.signal.aborted).toBe(true);
    expect(await closed).toEqual({ ...nothing, aborted: 1 });
    expect(await store.get(taskId)).toMatchObject({ status: 'completed', result: { isError: true } });
  });
});
