import { openConversation } from './conversation.js';

/** Opens so many sessions, sixteen at a time, and leaves them open. */
export async function openSessions(
  url: string,
  count: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  let left = count;
  const open = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await openConversation(url, { era: '2025-11-25', session: true, headers });
    }
  };
  await Promise.all(Array.from({ length: 16 }, open));
}
