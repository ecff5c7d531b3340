import type { Server } from '@toolgate/core';
import { z } from 'zod';

const name = { message: 'Who are you?', form: { name: z.string().min(2), age: z.int().default(30) } };

/** Asks the client's model one thing. */
const question = (text: string) => ({
  messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }],
  maxTokens: 20,
});

/** Tools, a prompt and a resource that ask the client: for one thing, for several at once, and one after the other. */
export function addAskingTools(server: Pick<Server, 'tool' | 'prompt' | 'resource'>): void {
  server.tool('greet', { description: 'Asks for a name' }, async (_, call) => {
    const answer = await call.elicit('name', name);
    return answer.action === 'accept' ? `Hello, ${answer.content.name} (${answer.content.age})!` : answer.action;
  });
  server.tool('log-in', { description: 'Sends the user to a page' }, async (_, call) => {
    const { action } = await call.elicit('login', { message: 'Log in.', url: 'https://example.com/login?to=shop' });
    return action;
  });
  server.tool('ponder', { description: "Asks the client's model" }, async (_, call) => {
    const { content, model } = await call.sample('thought', question('What is the capital of France?'));
    return `${model}: ${content.type === 'text' ? content.text : content.type}`;
  });
  server.tool('folders', { description: 'Asks for the roots' }, async (_, call) => {
    const roots = await call.roots('roots');
    return roots.map((root) => `${root.name} at ${root.uri}`).join(', ');
  });
  server.tool('interview', { description: 'Asks three things at once' }, async (_, call) => {
    const answers = await call.ask({
      name: { elicit: name },
      thought: { sample: question('Say hello.') },
      roots: { roots: true },
    });
    const who = answers.name.action === 'accept' ? answers.name.content.name : 'somebody';
    return `${who}, ${answers.thought.model}, ${answers.roots.length}`;
  });
  server.tool('trip', { description: 'Asks one thing after the other' }, async (_, call) => {
    const country = await call.elicit('country', { message: 'Which country?', form: { country: z.string() } });
    if (country.action !== 'accept') return 'No trip.';
    const message = `Which city of ${country.content.country}?`;
    const city = await call.elicit('city', { message, form: { city: z.string() } });
    if (city.action !== 'accept') return 'No city.';
    const thought = await call.sample('sight', question(`What to see in ${city.content.city}?`));
    const sight = thought.content.type === 'text' ? thought.content.text : '';
    return `${country.content.country}, ${city.content.city}, ${sight}`;
  });
  server.prompt('toast', { description: 'Asks for a name' }, async (_, call) => {
    const answer = await call.elicit('name', name);
    return answer.action === 'accept' ? `To ${answer.content.name}!` : 'To nobody!';
  });
  server.resource('diary', { uri: 'test://diary' }, async (_, call) => {
    const answer = await call.elicit('word', { message: 'The word?', form: { word: z.string() } });
    return answer.action === 'accept' && answer.content.word === 'sesame' ? 'Dear diary.' : 'Closed.';
  });
}
