import { measureStart } from './parts/measure-start.js';

await measureStart(
  () => import('@toolgate/core'),
  async ({ createServer }) => {
    const { z } = await import('zod');
    const options = { description: 'Repeats a text', input: { text: z.string() } };
    await createServer({ name: 'bench', version: '1.0.0' })
      .tool('echo', options, ({ text }) => text)
      .listen({ port: 0 });
  },
);
