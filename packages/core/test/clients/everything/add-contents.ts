import { ProtocolError, type Server, ToolError } from '@toolgate/core';
import { z } from 'zod';

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const cities = new Map([
  ['oslo', 'Oslo, 4 °C'],
  ['ostrava', 'Ostrava, 9 °C'],
  ['porto', 'Porto, 18 °C'],
]);
const beginning = (typed: string) => [...cities.keys()].filter((city) => city.startsWith(typed));

/** Tools that answer at once, resources and prompts: all kinds of content, of failures and of completions. */
export function addContents(server: Pick<Server, 'tool' | 'prompt' | 'resource'>): void {
  server.tool('who', { description: 'Who calls' }, (_, { caller, principal }) => ({
    era: caller.era,
    transport: caller.transport,
    principal: principal?.id,
  }));
  server.tool('blocks', { description: 'Content of every kind' }, () => ({
    content: [
      { type: 'text', text: 'text' },
      { type: 'image', data: pixel, mimeType: 'image/png' },
      { type: 'audio', data: 'UklGRg==', mimeType: 'audio/wav' },
      { type: 'resource_link', uri: 'test://notice', name: 'notice' },
      { type: 'resource', resource: { uri: 'test://notice', mimeType: 'text/plain', text: 'A notice' } },
    ],
  }));
  const celsius = z.object({ celsius: z.number() });
  server.tool('measure', { description: 'Data', output: celsius }, () => ({ celsius: 4 }));
  server.tool('numbers', { description: 'Data that is no object', output: z.array(z.number()) }, () => [1, 2]);
  server.tool('refuse', { description: 'Fails on purpose' }, () => {
    throw new ToolError('NO_LUCK', 'No luck today.');
  });
  server.tool('crash', { description: 'Fails by mistake' }, () => {
    throw new Error('a secret');
  });
  server.tool('break', { description: 'Fails as a request' }, () => {
    throw new ProtocolError('CONFLICT', 'Broken.', { spare: 'parts' });
  });
  const region = z.string().meta({ 'x-mcp-header': 'Region' });
  server.tool('regional', { description: 'Is routed by region', input: { region } }, (input) => input.region);
  server.resource('notice', { uri: 'test://notice', mimeType: 'text/plain' }, () => 'A notice');
  server.resource('pixel', { uri: 'test://pixel', mimeType: 'image/png' }, () => Buffer.from(pixel, 'base64'));
  server.resource('city', { template: 'test://cities/{city}', complete: { city: beginning } }, ({ city }) =>
    cities.get(city),
  );
  const letter = { to: z.string(), tone: z.enum(['warm', 'cold']) };
  server.prompt('letter', { description: 'A letter', arguments: letter, complete: { to: beginning } }, (input) => {
    return `Write a ${input.tone} letter to ${input.to}.`;
  });
}
