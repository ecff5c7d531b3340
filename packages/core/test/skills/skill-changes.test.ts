import { expect, it } from '@jest/globals';
import { openSession } from '../support/client-session.js';
import { EventReader } from '../support/event-reader.js';
import { modernWire } from '../support/modern-wire.js';
import { testServer } from '../support/test-server.js';
import { contentOf, refunds, skillNames } from './refunds.js';

const small = { description: 'Small', instructions: 'One' };
const manifest = { uri: 'skill://small/SKILL.md' };

it('can be turned off and on, removed and added while the server runs', async () => {
  const { server } = testServer();
  const wire = modernWire(server.skill('refunds', refunds).skill('small', small));
  const names = async () => skillNames(await wire.ask('skills/list'));
  expect(await names()).toEqual(['refunds', 'small']);
  server.skills.disable('small');
  expect(await names()).toEqual(['refunds']);
  expect((await wire.ask('resources/read', manifest)).error?.code).toBe(-32602);
  expect((await wire.ask('resources/directory/read', { uri: 'skill://small' })).error?.code).toBe(-32602);
  server.skills.enable('small');
  expect(await names()).toEqual(['refunds', 'small']);
  expect([server.skills.remove('small'), server.skills.remove('small')]).toEqual([true, false]);
  expect(server.skills.names).toEqual(['refunds']);
  server.skill('small', { ...small, instructions: 'Two' });
  expect(contentOf(await wire.ask('resources/read', manifest)).text).toContain('Two');
  expect(await names()).toEqual(['refunds', 'small']);
});

it('keeps the extension declared while its only skill is turned off', async () => {
  const { server } = testServer();
  const wire = modernWire(server.skill('small', small));
  server.skills.disable('small');
  expect(skillNames(await wire.ask('skills/list'))).toEqual([]);
});

it('tells clients that the list of resources has changed', async () => {
  const { server } = testServer();
  const session = await openSession(server.skill('small', small));
  const reader = new EventReader(await session.listen());
  server.skills.disable('small');
  expect(await reader.message()).toMatchObject({ method: 'notifications/resources/list_changed' });
});

it('refuses a mistake while the server runs, and changes nothing', async () => {
  const { server } = testServer();
  const wire = modernWire(server.skill('small', small));
  await server.start();
  expect(() => server.skill('other', { ...small, files: { '../x': '' } })).toThrow('skill "other" has the file "../x"');
  expect(() => server.skill('small', small)).toThrow('Two skills are called "small": give each a name of its own.');
  expect(() => server.skills.disable('other')).toThrow('There is no skill "other"; there are small.');
  expect(skillNames(await wire.ask('skills/list'))).toEqual(['small']);
});

it('shares the names of all operations', () => {
  const { server } = testServer();
  expect(() => server.skill('echo', small)).toThrow('A tool and a skill are called "echo"');
});
