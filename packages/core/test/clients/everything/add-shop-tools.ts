import type { Server } from '@toolgate/core';
import { z } from 'zod';

interface Order {
  charges: number;
  runs: number;
}

const input = { order: z.string() };

/** A tool that charges a card before it asks twice, and one that tells how often it did. */
export function addShopTools(server: Pick<Server, 'tool'>): void {
  const orders = new Map<string, Order>();
  const find = (order: string): Order => {
    const found = orders.get(order) ?? { charges: 0, runs: 0 };
    orders.set(order, found);
    return found;
  };
  server.tool('purchase', { description: 'Charges a card, then asks', input }, async ({ order }, call) => {
    find(order).runs += 1;
    const { receipt } = await call.once('charge', () => {
      find(order).charges += 1;
      return { receipt: `${order}/${find(order).charges}` };
    });
    const address = await call.elicit('address', { message: `Where to, ${order}?`, form: { city: z.string() } });
    if (address.action !== 'accept') return `${receipt} goes back.`;
    const gift = await call.elicit('gift', { message: `A gift, ${order}?`, form: { gift: z.boolean() } });
    const wrapped = gift.action === 'accept' && gift.content.gift;
    return `${receipt} goes to ${address.content.city}${wrapped ? ', wrapped' : ''}.`;
  });
  server.tool('order', { description: 'What was charged, and how often purchase ran', input }, ({ order }) => {
    const { charges, runs } = find(order);
    return `${charges} charged in ${runs} runs`;
  });
}
