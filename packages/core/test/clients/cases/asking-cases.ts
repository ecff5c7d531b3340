import { expect, it } from '@jest/globals';
import type { Trial } from '../client/road.js';
import { accept } from '../client/user.js';

const ada = accept({ name: 'Ada', age: 36 });
const trip = {
  'Which country?': accept({ country: 'Norway' }),
  'Which city of Norway?': accept({ city: 'Oslo' }),
};

/** What the server asks the client in the middle of a call. */
export function askingCases({ road, client }: Trial): void {
  it('fills in a form', async () => {
    const { user, call } = client();
    user.answers({ 'Who are you?': ada });
    expect(await call('greet')).toMatchObject({ text: 'Hello, Ada (36)!' });
    expect(user.asked).toEqual(['Who are you?']);
    expect(user.forms).toMatchObject([
      { type: 'object', properties: { name: { type: 'string', minLength: 2 }, age: { type: 'integer', default: 30 } } },
    ]);
  });

  it('leaves a default to the server', async () => {
    const { user, call } = client();
    user.answers({ 'Who are you?': accept({ name: 'Ada' }) });
    expect(await call('greet')).toMatchObject({ text: 'Hello, Ada (30)!' });
  });

  it.each(['decline', 'cancel'] as const)('may %s', async (action) => {
    const { user, call } = client();
    user.answers({ 'Who are you?': { action } });
    expect(await call('greet')).toMatchObject({ text: action });
  });

  it('is asked again, or told, when its answer does not fit the form', async () => {
    const { user, call } = client();
    user.answers({ 'Who are you?': [accept({ name: 'A' }), ada] });
    const answer = await call('greet');
    if (road.era === '2026') {
      expect(answer.text).toBe('Hello, Ada (36)!');
      expect(user.asked).toEqual(['Who are you?', 'Who are you?']);
    } else {
      expect(answer).toMatchObject({ isError: true, text: expect.stringContaining('does not fit') });
      expect(user.asked).toEqual(['Who are you?']);
    }
  });

  it('ends its call by breaking instead of answering', async () => {
    const { user, call } = client();
    user.answers({ 'Who are you?': ada }, () => {
      throw new Error('broken screen');
    });
    const answer = call('greet');
    if (road.era === '2026') await expect(answer).rejects.toThrow('broken screen');
    else await expect(answer).resolves.toMatchObject({ isError: true, text: expect.stringContaining('broken screen') });
  });

  it('is sent to a page', async () => {
    const { user, call } = client();
    user.answers({ 'Log in.': { action: 'accept' } });
    expect(await call('log-in')).toMatchObject({ text: 'accept' });
    expect(user.asked).toEqual(['Log in. https://example.com/login?to=shop']);
  });

  it('lends its model', async () => {
    const { user, call } = client();
    user.answers({});
    expect(await call('ponder')).toMatchObject({ text: 'stub: Re: What is the capital of France?' });
    expect(user.asked).toEqual(['What is the capital of France?']);
  });

  it('names its roots', async () => {
    const { call } = client();
    expect(await call('folders')).toMatchObject({ text: 'home at file:///home/ada' });
  });

  it('answers several questions at once', async () => {
    const { user, call } = client();
    user.answers({ 'Who are you?': ada });
    expect(await call('interview')).toMatchObject({ text: 'Ada, stub, 1' });
    expect([...user.asked].sort()).toEqual(['Say hello.', 'Who are you?', 'roots']);
  });

  it('answers one question after the other', async () => {
    const { user, call } = client();
    user.answers(trip);
    expect(await call('trip')).toMatchObject({ text: 'Norway, Oslo, Re: What to see in Oslo?' });
    expect(user.asked).toEqual(['Which country?', 'Which city of Norway?', 'What to see in Oslo?']);
  });

  it('is asked by prompts and resources, too', async () => {
    const { user, official } = client();
    user.answers({ 'Who are you?': ada, 'The word?': accept({ word: 'sesame' }) });
    expect(await official.getPrompt({ name: 'toast' })).toMatchObject({ messages: [{ content: { text: 'To Ada!' } }] });
    const diary = await official.readResource({ uri: 'test://diary' });
    expect(diary).toMatchObject({ contents: [{ text: 'Dear diary.' }] });
    expect(user.asked).toEqual(['Who are you?', 'The word?']);
  });

  it('answers two calls at once, each its own', async () => {
    const { user, call } = client();
    user.answers({ ...trip, 'Who are you?': ada });
    const [greeting, journey] = await Promise.all([call('greet'), call('trip')]);
    expect(greeting.text).toBe('Hello, Ada (36)!');
    expect(journey.text).toBe('Norway, Oslo, Re: What to see in Oslo?');
  });
}
