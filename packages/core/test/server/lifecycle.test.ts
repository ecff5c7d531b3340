import { describe, expect, it } from '@jest/globals';
import { type Plugin, ToolError } from '@toolgate/core';
import { fakeClock } from '@toolgate/testing';
import { quietLog } from '../support/quiet-log.js';
import { initialize, openWire, post } from '../support/wire.js';
import { plainServer } from './plain-server.js';

/** A plugin whose start waits until it is let go, and that tells what was called. */
function waiting(name: string, calls: string[]) {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const plugin: Plugin = {
    name,
    async start() {
      calls.push(`${name} starts`);
      await held;
    },
    stop() {
      calls.push(`${name} stops`);
    },
  };
  return { plugin, letGo };
}

describe('a server that is closed while it starts', () => {
  it('starts no further plugin, opens no port, and stops only what has started', async () => {
    const calls: string[] = [];
    const first = waiting('first', calls);
    const second = waiting('second', calls);
    const server = plainServer().use(first.plugin).use(second.plugin);
    const listening = server.listen({ port: 0 });
    const refused = expect(listening).rejects.toThrow('The server has been closed: create another one.');
    while (calls.length === 0) await Promise.resolve();
    const closing = server.close();
    first.letGo();
    second.letGo();
    await refused;
    await closing;
    expect(calls).toEqual(['first starts', 'first stops']);
  });
});

describe('close', () => {
  it('stops no plugin that was only compiled', async () => {
    const calls: string[] = [];
    const server = plainServer().use(waiting('idle', calls).plugin);
    server.tool('work', { description: 'Works' }, () => 'done').explain('work');
    expect((await server.close()).byPlugin).toEqual({});
    expect(calls).toEqual([]);
  });
});

describe('a logger that throws', () => {
  it('harms no call', async () => {
    const broken = () => {
      throw new Error('the disk is full');
    };
    const log = { debug: broken, info: broken, warn: broken, error: broken };
    const server = plainServer({ log }).tool('fails', { description: 'Fails' }, () => {
      throw new Error('secret');
    });
    const { result } = await (await openWire(server)).call('fails');
    expect(result?.isError).toBe(true);
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});

describe('the cause of an error', () => {
  it('is in the log, and never in the answer', async () => {
    const log = quietLog();
    const server = plainServer({ log }).tool('fails', { description: 'Fails' }, () => {
      throw new ToolError('NO_FIELD', 'There is no field 7.', { cause: new Error('SELECT * FROM fields') });
    });
    const { result } = await (await openWire(server)).call('fails');
    expect(result?.content[0]?.text).toBe('There is no field 7.');
    expect(JSON.stringify(result)).not.toContain('SELECT');
    expect(Object(log.records[0]?.fields).err.cause.message).toBe('SELECT * FROM fields');
  });
});

describe('callers without principal and address', () => {
  it('are not limited as if they were one', async () => {
    const server = plainServer({ limits: { sessionsPerCaller: 2 } }).tool('work', { description: 'x' }, () => 'done');
    const wires = [await openWire(server), await openWire(server), await openWire(server)];
    for (const wire of wires) expect((await wire.call('work')).result?.content[0]?.text).toBe('done');
  });
});

describe('a plugin that never answers', () => {
  it.each(['admit', 'receive'] as const)('in %s is given up after ten seconds: 503', async (member) => {
    const clock = fakeClock();
    const server = plainServer({ clock }).use({ name: 'stuck', [member]: () => new Promise<void>(() => undefined) });
    const answer = post(server, initialize());
    await clock.advance(10_000);
    const response = await answer;
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).not.toContain('stuck');
  });
});

describe('JSON Schema with $async', () => {
  it('is refused, for it would let everything pass', async () => {
    const server = plainServer().tool('work', { description: 'x', input: { type: 'object', $async: true } }, () => 'x');
    await expect(server.start()).rejects.toThrow('input of tool "work" has $async');
  });
});
