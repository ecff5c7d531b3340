import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { Plugin } from '@toolgate/core';
import { tokenAuth } from '../identity/token-auth.js';
import { plainServer } from './plain-server.js';

const metrics: Plugin = { name: 'metrics', stage: 'observe', wrap: (next) => (call) => next(call) };

const limiter: Plugin = {
  name: 'limiter',
  stage: 'limit',
  wrap: (next, { name }) => (name === 'free' ? next : (call) => next(call)),
  describe: ({ name }) => `10/min for ${name}`,
};

describe('explain()', () => {
  it('shows each link of the chain with the settings of its plugin', () => {
    const server = plainServer({ deadline: '5m' })
      .use(limiter)
      .use(metrics)
      .tool('forecast', { description: 'x', timeout: '2.5s' }, () => 1);
    const { operation, steps } = server.explain('forecast');
    expect(operation).toBe('forecast');
    expect(steps).toEqual([
      { stage: 'allowed', plugin: 'core', settings: 'anyone: no authenticator is installed' },
      { stage: 'deadline', plugin: 'core', settings: '300 s in all' },
      { stage: 'observe', plugin: 'metrics', settings: '' },
      { stage: 'limit', plugin: 'limiter', settings: '10/min for forecast' },
      { stage: 'input', plugin: 'core', settings: 'arguments checked against the schema' },
      { stage: 'timeout', plugin: 'core', settings: '2.5 s an attempt' },
      { stage: 'call', plugin: 'core', settings: 'the handler' },
    ]);
  });

  it('prints as a table, also in console.log', () => {
    const server = plainServer()
      .use(limiter)
      .tool('forecast', { description: 'x' }, () => 1);
    const explanation = server.explain('forecast');
    const lines = String(explanation).split('\n');
    expect(lines[0]).toBe('forecast');
    expect(lines[3]).toBe('  limit     limiter  10/min for forecast');
    expect(new Set(lines.slice(1).map((line) => line.search(/\S+\s+\S+$|core|limiter/))).size).toBe(1);
    expect(inspect(explanation)).toBe(String(explanation));
  });

  it('leaves out the plugins that do not touch the operation', () => {
    const server = plainServer()
      .use(limiter)
      .tool('free', { description: 'x' }, () => 1);
    expect(server.explain('free').steps.map(({ plugin }) => plugin)).not.toContain('limiter');
  });

  it('says the default deadline and timeout', () => {
    const { steps } = plainServer()
      .tool('work', { description: 'x' }, () => 1)
      .explain('work');
    expect(steps.map(({ settings }) => settings)).toEqual(expect.arrayContaining(['600 s in all', '60 s an attempt']));
  });

  it('says who may call', () => {
    const server = plainServer()
      .use(tokenAuth({}))
      .tool('closed', { description: 'x' }, () => 1)
      .tool('open', { description: 'x', public: true }, () => 1)
      .tool('one', { description: 'x', permissions: 'a.read' }, () => 1)
      .tool('both', { description: 'x', permissions: ['a.read', 'b'] }, () => 1);
    const allowed = (name: string) => server.explain(name).steps.find(({ stage }) => stage === 'allowed')?.settings;
    expect(allowed('closed')).toBe('any authenticated caller');
    expect(allowed('open')).toBe('anyone: public');
    expect(allowed('one')).toBe('callers with a.read');
    expect(allowed('both')).toBe('callers with a.read and b');
  });

  it('names the operations there are when it is asked for another one', () => {
    const server = plainServer().tool('forecast', { description: 'x' }, () => 1);
    expect(() => server.explain('forcast')).toThrow('There is no operation "forcast"; there are forecast.');
    expect(() => plainServer().explain('constructor')).toThrow('There is no operation "constructor"; there are none.');
  });

  it('compiles, and starts no plugin', () => {
    const started: string[] = [];
    const eager: Plugin = {
      name: 'eager',
      start: () => {
        started.push('eager');
      },
    };
    plainServer()
      .use(eager)
      .tool('work', { description: 'x' }, () => 1)
      .explain('work');
    expect(started).toEqual([]);
  });
});
