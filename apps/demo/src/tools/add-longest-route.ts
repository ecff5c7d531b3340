import type { Server } from '@toolgate/core';
import { z } from 'zod';
import type { Gazetteer } from '../countries/gazetteer.js';
import { longestRoute } from '../countries/longest-route.js';
import { placeOf } from './place.js';
import { routeSchema } from './route-schema.js';

const output = routeSchema.extend({
  pairs: z.int().min(1).describe('How many pairs of countries are as far apart as the two ends'),
});

/** Adds the tool `longest_route`, which takes a while: it reports its progress, and may run as a task. */
export function addLongestRoute(server: Server<'auth'>, gazetteer: Gazetteer): void {
  server.tool(
    'longest_route',
    {
      title: 'Longest land route',
      description:
        'Finds the two countries that are farthest apart over land, counted in borders, by looking at all pairs there are. Takes some seconds, and tells how far it is.',
      output,
      annotations: { readOnlyHint: true, openWorldHint: false },
      permissions: 'countries.read',
      task: 'optional',
      timeout: '2m',
    },
    async (_input, call) => {
      const total = gazetteer.countries.length;
      const { route, pairs } = await longestRoute(gazetteer, call.signal, (start) =>
        call.progress(start, total, `from ${gazetteer.countries[start]?.name.common}`),
      );
      return { bordersCrossed: route.length - 1, countries: route.map(placeOf), pairs };
    },
  );
}
