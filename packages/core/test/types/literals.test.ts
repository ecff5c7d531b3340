import { expect, it } from '@jest/globals';
import { createServer } from '@toolgate/core';
import { z } from 'zod';
import { quietLog } from '../support/quiet-log.js';

const server = () => createServer({ name: 'types', version: '1.0.0', log: quietLog() });

it('lets a handler return a literal where its output schema lists the values', () => {
  const output = { sky: z.enum(['clear', 'cloudy']), days: z.array(z.literal('monday')) };
  const built = server()
    .tool('now', { description: 'x', output }, () => ({ sky: 'clear', days: ['monday'] }))
    .tool('later', { description: 'x', output }, async () => ({ sky: 'cloudy', days: [] }))
    .tool('asked', { description: 'x', input: { city: z.string() }, output }, ({ city }) => ({
      sky: city === 'Berlin' ? 'cloudy' : 'clear',
      days: [],
    }));
  expect(built).toBeDefined();
});

it('lets a handler with an output schema return a full result as it is written', () => {
  const built = server().tool('full', { description: 'x', output: { city: z.string() } }, () => ({
    content: [{ type: 'text', text: 'Berlin' }],
    structuredContent: { city: 'Berlin' },
  }));
  expect(built).toBeDefined();
});

it('gives a handler without an input schema no fields to read', () => {
  const built = server().tool('bare', { description: 'x' }, (input) => {
    // @ts-expect-error there is no city.
    return input.city;
  });
  expect(built).toBeDefined();
});
